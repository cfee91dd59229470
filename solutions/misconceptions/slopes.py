"""Lesson 06, wrong on purpose."""

import numpy as np

from solutions.registry import mistake, wrong_prediction

# central_difference


@mistake(
    "central_difference",
    "forward difference",
    "It looks as if the slope is taken from x to x + h (a forward difference): take it from x - h to x + h, "
    "so that both sides count.",
)
def one_forward(f, x, h):
    return (f(x + h) - f(x)) / h


@mistake(
    "central_difference",
    "backward difference",
    "It looks as if the slope is taken from x - h to x (a backward difference): take it from x - h to x + h, "
    "so that both sides count.",
)
def one_backward(f, x, h):
    return (f(x) - f(x - h)) / h


@mistake(
    "central_difference",
    "divided by h",
    "It looks as if the rise is divided by h. The way from x - h to x + h is longer than that.",
)
def one_divided_by_h(f, x, h):
    return (f(x + h) - f(x - h)) / h


@mistake(
    "central_difference",
    "not divided",
    "It looks as if the rise is not divided by anything: a slope is rise over run.",
)
def one_not_divided(f, x, h):
    return f(x + h) - f(x - h)


@mistake(
    "central_difference",
    "run without brackets",
    "It looks as if the rise is divided by 2 and then multiplied by h: Python reads a / 2 * h from left to "
    "right. Brackets keep the run together.",
)
def one_without_brackets(f, x, h):
    return (f(x + h) - f(x - h)) / 2 * h


@mistake(
    "central_difference",
    "left taken from right",
    "It looks as if the difference is taken the other way round: it is f on the right less f on the left.",
)
def one_turned(f, x, h):
    return (f(x - h) - f(x + h)) / (2 * h)


@mistake(
    "central_difference",
    "half the step",
    "It looks as if the two places are half of h away from x: here they are x - h and x + h.",
)
def one_half_step(f, x, h):
    return (f(x + h / 2) - f(x - h / 2)) / h


@mistake(
    "central_difference",
    "h fixed in code",
    "It looks as if a step of 0.00001 stands in the code: use the h that was given.",
)
def one_fixed_step(f, x, h):
    return (f(x + 1e-5) - f(x - 1e-5)) / 2e-5


@mistake(
    "central_difference",
    "run but no rise",
    "It looks as if the two places themselves are subtracted, without f: that gives 1 for every function.",
)
def one_without_f(f, x, h):
    return ((x + h) - (x - h)) / (2 * h)


wrong_prediction(
    "predict_forward",
    6.0,
    "That is the central slope, from both sides. The forward one goes from x = 3 to the right only.",
)
wrong_prediction(
    "predict_forward", 3.25, "That is the rise. Divide it by the run, which is 0.5 here."
)
wrong_prediction(
    "predict_forward", 1.625, "It looks as if the rise was multiplied by 0.5: divide by it."
)
wrong_prediction("predict_forward", 7.0, "That is the forward slope with h = 1; here h is 0.5.")
wrong_prediction(
    "predict_small_step",
    "A",
    "That would be so if a computer kept all digits. It keeps about sixteen: think of the calculator with four.",
)
wrong_prediction(
    "predict_small_step",
    "B",
    "The error does change. Think of the calculator that keeps four digits.",
)


# chain


@mistake(
    "chain",
    "outer slope at the wrong place",
    "It looks as if the outer slope is taken at x. The cube never meets x: what goes into it is the inner "
    "value, so take its slope there.",
)
def chain_outer_at_x(x):
    return 3 * x**2 * (2 * x)


@mistake(
    "chain",
    "inner slope forgotten",
    "It looks as if the inner slope is left out: a nudge of x is changed by the inner function first.",
)
def chain_no_inner(x):
    return 3 * (x**2 + 1) ** 2


@mistake(
    "chain",
    "outer slope forgotten",
    "It looks as if only the inner slope comes back: the cube changes the nudge once more.",
)
def chain_no_outer(x):
    return 2 * x


@mistake(
    "chain",
    "slopes added",
    "It looks as if the two slopes are added. Along one path they multiply: each is a factor for the nudge.",
)
def chain_added(x):
    return 3 * (x**2 + 1) ** 2 + 2 * x


@mistake(
    "chain",
    "value for slope",
    "It looks as if the value of the nest comes back, and not its slope.",
)
def chain_value(x):
    return (x**2 + 1) ** 3


@mistake(
    "chain",
    "3 forgotten",
    "It looks as if the slope of a cube is taken to be a square: look up the cube in the table of slopes.",
)
def chain_no_three(x):
    return (x**2 + 1) ** 2 * 2 * x


@mistake(
    "chain",
    "power not lowered",
    "It looks as if the slope of a cube is taken to be 3 times the cube: look it up in the table of slopes.",
)
def chain_power_kept(x):
    return 3 * (x**2 + 1) ** 3 * 2 * x


@mistake(
    "chain",
    "inner value for inner slope",
    "It looks as if the outer slope is multiplied by the inner value: multiply it by the inner slope.",
)
def chain_inner_value(x):
    return 3 * (x**2 + 1) ** 2 * (x**2 + 1)


@mistake(
    "chain",
    "outer slope at the inner slope",
    "It looks as if the slope of the cube is taken at the inner slope: take it at the inner value.",
)
def chain_outer_at_inner_slope(x):
    return 3 * (2 * x) ** 2 * 2 * x


wrong_prediction(
    "predict_chain",
    12,
    "That is the outer slope alone. The nudge that arrives at u is not the nudge of x: multiply.",
)
wrong_prediction(
    "predict_chain", 5, "That is the inner slope alone: the cube changes the nudge too."
)
wrong_prediction(
    "predict_chain", 17, "It looks as if the slopes were added. Along a path they multiply."
)
wrong_prediction(
    "predict_chain",
    15,
    "It looks as if the slope of the cube was taken at x = 1. What goes into the cube is u.",
)
wrong_prediction(
    "predict_chain", 8, "That is the value of y. Its slope with respect to x is asked for."
)


# two_paths


@mistake(
    "two_paths",
    "path through a forgotten",
    "It looks as if only the path through b counts. x goes into a too, and moves y from there.",
)
def paths_no_a(x):
    return (2 * x + 1) * 2 * x


@mistake(
    "two_paths",
    "path through b forgotten",
    "It looks as if only the path through a counts. x goes into b too, and moves y from there.",
)
def paths_no_b(x):
    return x**2 * 2


@mistake(
    "two_paths",
    "slopes of the factors multiplied",
    "It looks as if the slope of a is multiplied by the slope of b. A product does not work like this: "
    "find the slope along each path, then add.",
)
def paths_product_of_slopes(x):
    return 2 * (2 * x)


@mistake(
    "two_paths",
    "paths multiplied",
    "It looks as if the slopes of the two paths are multiplied. Along a path slopes multiply; over "
    "paths they add up.",
)
def paths_multiplied(x):
    return (x**2 * 2) * ((2 * x + 1) * 2 * x)


@mistake(
    "two_paths",
    "factors exchanged",
    "It looks as if the slope of y in a is taken to be a, and in b to be b. Nudge a: how far y moves "
    "depends on the other factor.",
)
def paths_exchanged(x):
    return (2 * x + 1) * 2 + x**2 * 2 * x


@mistake(
    "two_paths",
    "slopes of the factors added",
    "It looks as if the slope of a and the slope of b are added: that is the slope of a + b, and y is a "
    "product.",
)
def paths_as_a_sum(x):
    return 2 + 2 * x


@mistake(
    "two_paths",
    "slopes of the stations left out",
    "It looks as if a and b are added: each path still needs its first slope, from x to a and from x to b.",
)
def paths_no_first_slope(x):
    return x**2 + (2 * x + 1)


@mistake(
    "two_paths",
    "paths subtracted",
    "It looks as if one path is taken away from the other: both push y, and the pushes add up.",
)
def paths_subtracted(x):
    return (2 * x + 1) * 2 * x - x**2 * 2


@mistake(
    "two_paths",
    "mean of the paths",
    "It looks as if the mean of the two paths is taken: each of them counts in full.",
)
def paths_mean(x):
    return ((2 * x + 1) * 2 * x + x**2 * 2) / 2


@mistake(
    "two_paths",
    "value for slope",
    "It looks as if the value of the function comes back, and not its slope.",
)
def paths_value(x):
    return (2 * x + 1) * x**2


wrong_prediction(
    "predict_paths", 24, "It looks as if the paths were multiplied. Over paths, slopes add up."
)
wrong_prediction("predict_paths", 6, "That is the path through the square. There is another one.")
wrong_prediction("predict_paths", 4, "That is the path through 4x. There is another one.")
wrong_prediction("predict_paths", 21, "That is the value of y at 3. Its slope is asked for.")


# neuron_backward


def _backward(x, w, b, dvalue, dz):
    return dz * w, dz * x, dz


@mistake(
    "neuron_backward",
    "mask forgotten",
    "It looks as if the slope passes through ReLU even where the neuron is silent: there ReLU is flat, and a "
    "nudge moves nothing.",
)
def backward_no_mask(x, w, b, dvalue):
    return _backward(x, w, b, dvalue, dvalue)


@mistake(
    "neuron_backward",
    "dx and dw exchanged",
    "It looks as if dx and dw are exchanged. In a product each factor's slope is the other factor; and "
    "the order is dx, dw, db.",
)
def backward_exchanged(x, w, b, dvalue):
    dx, dw, db = _backward(x, w, b, dvalue, dvalue * (w @ x + b > 0))
    return dw, dx, db


@mistake(
    "neuron_backward",
    "db times x",
    "It looks as if db is multiplied by the inputs. The bias is added without a weight or an input, so its "
    "nudge arrives as it is: one number.",
)
def backward_db_times_x(x, w, b, dvalue):
    dz = dvalue * (w @ x + b > 0)
    return dz * w, dz * x, dz * x


@mistake(
    "neuron_backward",
    "db times the sum of x",
    "It looks as if db is multiplied by the sum of the inputs. The bias is added without an input, so its "
    "nudge arrives as it is.",
)
def backward_db_sum(x, w, b, dvalue):
    dz = dvalue * (w @ x + b > 0)
    return dz * w, dz * x, dz * np.sum(x)


@mistake(
    "neuron_backward",
    "db times b",
    "It looks as if db is multiplied by the bias. How far a sum moves does not depend on how large its parts "
    "are. With a bias of 1 this does not show.",
)
def backward_db_times_b(x, w, b, dvalue):
    dz = dvalue * (w @ x + b > 0)
    return dz * w, dz * x, dz * b


@mistake(
    "neuron_backward",
    "db always 1",
    "It looks as if db is 1 (0 where the neuron is silent): the slope that comes in, dvalue, counts for the "
    "bias too.",
)
def backward_db_one(x, w, b, dvalue):
    dz = dvalue * (w @ x + b > 0)
    return dz * w, dz * x, float(w @ x + b > 0)


@mistake(
    "neuron_backward",
    "dvalue left out",
    "It looks as if dvalue is not used: it is the first factor of every slope in the neuron.",
)
def backward_no_dvalue(x, w, b, dvalue):
    return _backward(x, w, b, dvalue, float(w @ x + b > 0))


@mistake(
    "neuron_backward",
    "mask from dvalue",
    "It looks as if the sign of dvalue decides what passes. The sign of z, the weighted sum with the bias, does: "
    "ReLU's slope is taken where ReLU was.",
)
def backward_mask_from_dvalue(x, w, b, dvalue):
    return _backward(x, w, b, dvalue, max(dvalue, 0.0))


@mistake(
    "neuron_backward",
    "bias left out of the mask",
    "It looks as if the bias is left out where the neuron's own sum is worked out: whether it fires depends "
    "on the bias too.",
)
def backward_mask_without_bias(x, w, b, dvalue):
    return _backward(x, w, b, dvalue, dvalue * float(w @ x > 0))


@mistake(
    "neuron_backward",
    "fires at 0",
    "It looks as if the slope passes where the sum is exactly 0: in this course ReLU's slope at 0 is 0.",
)
def backward_fires_at_zero(x, w, b, dvalue):
    return _backward(x, w, b, dvalue, dvalue * float(w @ x + b >= 0))


@mistake(
    "neuron_backward",
    "ReLU's value for its slope",
    "It looks as if dvalue is multiplied by the neuron's output: multiply it by ReLU's slope, which is 1 or 0.",
)
def backward_relu_value(x, w, b, dvalue):
    return _backward(x, w, b, dvalue, dvalue * max(float(w @ x + b), 0.0))


@mistake(
    "neuron_backward",
    "products for slopes",
    "It looks as if both dx and dw hold the products of inputs and weights. In a product a factor's slope is "
    "the other factor alone.",
)
def backward_products(x, w, b, dvalue):
    dz = dvalue * float(w @ x + b > 0)
    return dz * w * x, dz * w * x, dz


@mistake(
    "neuron_backward",
    "bias not masked",
    "It looks as if the bias has a slope where the neuron is silent: its path goes through ReLU too.",
)
def backward_bias_unmasked(x, w, b, dvalue):
    dz = dvalue * float(w @ x + b > 0)
    return dz * w, dz * x, dvalue


@mistake(
    "neuron_backward",
    "changes its inputs",
    "It looks as if x and w are changed in place (*=): make new arrays for dx and dw.",
)
def backward_in_place(x, w, b, dvalue):
    dz = dvalue * float(w @ x + b > 0)
    x *= dz
    w *= dz
    return w, x, dz


wrong_prediction(
    "predict_weight_slope",
    -1,
    "That is the weight. Nudge the weight by a little: how far the product moves depends on what it is multiplied by.",
)
wrong_prediction(
    "predict_weight_slope",
    2,
    "The size is right. Look at the sign of what the weight is multiplied by.",
)
wrong_prediction(
    "predict_weight_slope", 1, "The sum and ReLU pass 1 on; the product is still to come."
)
wrong_prediction("predict_weight_slope", 0, "The neuron fires, so ReLU lets the slope through.")


# numerical_gradient


def _slopes(x, slope):
    """An array shaped as x with `slope(index, step)` at each index; `step` is zero elsewhere."""
    result = np.zeros_like(x)
    for index in np.ndindex(x.shape):
        one = np.zeros_like(x)
        one[index] = 1.0
        result[index] = slope(one)
    return result


def _central(f, x, h):
    return _slopes(x, lambda one: (f(x + h * one) - f(x - h * one)) / (2 * h))


@mistake(
    "numerical_gradient",
    "forward difference",
    "It looks as if the slope is taken from x to x + h (a forward difference): take it from x - h to x + h, "
    "so that both sides count.",
)
def forward_difference(f, x, h=1e-5):
    return _slopes(x, lambda one: (f(x + h * one) - f(x)) / h)


@mistake(
    "numerical_gradient",
    "backward difference",
    "It looks as if the slope is taken from x - h to x (a backward difference): take it from x - h to x + h, "
    "so that both sides count.",
)
def backward_difference(f, x, h=1e-5):
    return _slopes(x, lambda one: (f(x) - f(x - h * one)) / h)


@mistake(
    "numerical_gradient",
    "divided by h",
    "It looks as if the difference is divided by h: from x - h to x + h it is 2h.",
)
def divided_by_h(f, x, h=1e-5):
    return _slopes(x, lambda one: (f(x + h * one) - f(x - h * one)) / h)


@mistake(
    "numerical_gradient",
    "not divided",
    "It looks as if the difference is not divided by anything: a slope is rise over run, and the run is 2h.",
)
def not_divided(f, x, h=1e-5):
    return _slopes(x, lambda one: f(x + h * one) - f(x - h * one))


@mistake(
    "numerical_gradient",
    "all entries at once",
    "It looks as if h is added to all entries at once: that measures one slope, along the diagonal. "
    "Move one entry at a time.",
)
def all_at_once(f, x, h=1e-5):
    return np.full_like(x, (f(x + h) - f(x - h)) / (2 * h))


@mistake(
    "numerical_gradient",
    "x left changed",
    "It looks as if x is moved and not put back: after each entry it should be what it was, to the last "
    "bit. Adding h and taking it away again is not enough.",
)
def left_changed(f, x, h=1e-5):
    gradient = np.zeros_like(x)
    for index in np.ndindex(x.shape):
        x[index] += h
        above = f(x)
        x[index] -= 2 * h
        below = f(x)
        x[index] += h
        gradient[index] = (above - below) / (2 * h)
    return gradient


@mistake(
    "numerical_gradient",
    "moved entries stay moved",
    "It looks as if an entry stays moved while the next one is measured: put each entry back before "
    "you go on, also on a copy.",
)
def stays_moved(f, x, h=1e-5):
    point, gradient = x.copy(), np.zeros_like(x)
    for index in np.ndindex(x.shape):
        point[index] = x[index] + h
        above = f(point)
        point[index] = x[index] - h
        below = f(point)
        gradient[index] = (above - below) / (2 * h)
    return gradient


@mistake(
    "numerical_gradient",
    "h fixed in code",
    "It looks as if a step of 0.00001 stands in the code: use the h that was given.",
)
def fixed_step(f, x, h=1e-5):
    return _central(f, x, 1e-5)


@mistake(
    "numerical_gradient",
    "half the step",
    "It looks as if the two places are half of h away: here they are x - h and x + h.",
)
def half_step(f, x, h=1e-5):
    return _central(f, x, h / 2)


@mistake(
    "numerical_gradient",
    "uphill and downhill exchanged",
    "It looks as if the difference is taken the other way round: f at x + h comes first, f at x - h is "
    "taken away.",
)
def wrong_sign(f, x, h=1e-5):
    return -_central(f, x, h)


@mistake(
    "numerical_gradient",
    "flat",
    "It looks as if the slopes come back in one long row: the gradient has the shape of x, whatever that is.",
)
def flat_gradient(f, x, h=1e-5):
    return _central(f, x, h).ravel()


@mistake(
    "numerical_gradient",
    "one number",
    "It looks as if all slopes are added up: each entry of x keeps a slope of its own.",
)
def one_number(f, x, h=1e-5):
    return np.sum(_central(f, x, h))


@mistake(
    "numerical_gradient",
    "more than two points",
    "It looks as if more than two points are taken for each entry: a central difference takes one to the right and one to the left, "
    "by h.",
)
def gradient_by_five_points(f, x, h=1e-5):
    def at(place, step):
        moved = x.copy()
        moved[place] += step
        return f(moved)

    slopes = [
        (8 * (at(place, h) - at(place, -h)) - (at(place, 2 * h) - at(place, -2 * h))) / (12 * h)
        for place in np.ndindex(x.shape)
    ]
    return np.array(slopes).reshape(x.shape)


# gradient_error


def _size(analytic, numeric):
    return np.maximum(np.abs(analytic) + np.abs(numeric), 1e-8)


@mistake(
    "gradient_error",
    "absolute",
    "It looks as if the difference is not divided by anything: off by 1 is little for a slope of 1000 and much "
    "for a slope of 2.",
)
def error_absolute(analytic, numeric):
    return np.max(np.abs(analytic - numeric))


@mistake(
    "gradient_error",
    "divides by zero",
    "It looks as if the size that you divide by has no floor: where both slopes are 0, that is 0 divided by 0. "
    "A size below 0.00000001 counts as 0.00000001.",
)
def error_no_floor(analytic, numeric):
    return np.max(np.abs(analytic - numeric) / (np.abs(analytic) + np.abs(numeric)))


@mistake(
    "gradient_error",
    "floor added",
    "It looks as if 0.00000001 is added to the size. The larger of the two counts: a size of 0.5 stays 0.5.",
)
def error_floor_added(analytic, numeric):
    return np.max(np.abs(analytic - numeric) / (np.abs(analytic) + np.abs(numeric) + 1e-8))


@mistake(
    "gradient_error",
    "mean",
    "It looks as if the mean of the relative differences is taken. One bad entry among many would hide: take "
    "the largest.",
)
def error_mean(analytic, numeric):
    return np.mean(np.abs(analytic - numeric) / _size(analytic, numeric))


@mistake(
    "gradient_error",
    "sum",
    "It looks as if the relative differences are added up: the largest one is asked for.",
)
def error_sum(analytic, numeric):
    return np.sum(np.abs(analytic - numeric) / _size(analytic, numeric))


@mistake(
    "gradient_error",
    "smallest",
    "It looks as if the smallest relative difference is taken: the largest one is asked for.",
)
def error_smallest(analytic, numeric):
    return np.min(np.abs(analytic - numeric) / _size(analytic, numeric))


@mistake(
    "gradient_error",
    "no absolute value above",
    "It looks as if the difference keeps its sign: too small is as bad as too large, so its size counts.",
)
def error_signed(analytic, numeric):
    return np.max((analytic - numeric) / _size(analytic, numeric))


@mistake(
    "gradient_error",
    "size of the sum",
    "It looks as if the slopes are added before their size is taken: two of opposite sign then cancel. Take the "
    "size of each, then add.",
)
def error_size_of_the_sum(analytic, numeric):
    return np.max(np.abs(analytic - numeric) / np.maximum(np.abs(analytic + numeric), 1e-8))


@mistake(
    "gradient_error",
    "divided by the larger one",
    "It looks as if the difference is divided by the larger of the two sizes, as some books do. Here it is "
    "divided by both sizes together.",
)
def error_by_the_larger(analytic, numeric):
    size = np.maximum(np.abs(analytic), np.abs(numeric))
    return np.max(np.abs(analytic - numeric) / np.maximum(size, 1e-8))


@mistake(
    "gradient_error",
    "divided by one of them",
    "It looks as if the difference is divided by the size of the numeric slope alone: divide by both sizes together.",
)
def error_by_numeric(analytic, numeric):
    return np.max(np.abs(analytic - numeric) / np.maximum(np.abs(numeric), 1e-8))


@mistake(
    "gradient_error",
    "largest over largest",
    "It looks as if the largest difference is divided by the largest size. They may sit in different entries: "
    "divide entry by entry, then take the largest.",
)
def error_largest_over_largest(analytic, numeric):
    return np.max(np.abs(analytic - numeric)) / np.max(_size(analytic, numeric))


@mistake(
    "gradient_error",
    "one for each entry",
    "It looks as if the relative difference of every entry comes back: the largest one is asked for, a single number.",
)
def error_each(analytic, numeric):
    return np.abs(analytic - numeric) / _size(analytic, numeric)


@mistake(
    "gradient_error",
    "changes its input",
    "It looks as if one of the two arrays is changed in place (-=): make a new array for the difference.",
)
def error_in_place(analytic, numeric):
    size = _size(analytic, numeric)
    analytic -= numeric
    return np.max(np.abs(analytic) / size)


wrong_prediction(
    "predict_sign_error",
    2.0,
    "The difference is twice as large as each slope. And what do you divide by?",
)
wrong_prediction(
    "predict_sign_error",
    0.0,
    "Sizes alone would agree. The difference is taken before its size: 3 less -3 is not 0.",
)
wrong_prediction(
    "predict_sign_error", 6.0, "That is the difference. Divide it by both sizes together."
)


# repair_step


@mistake(
    "repair_step",
    "as the friend left it",
    "It looks as if the slope is still the friend's: it says uphill where the loss goes down. Look at the sign of the "
    "slope of target - w * x in w.",
)
def step_uphill(w, x, target, lr):
    slope = 2 * (target - w * x) * x
    return slope, w - lr * slope


@mistake(
    "repair_step",
    "only the step turned",
    "It looks as if the weight goes the right way, and the slope that comes back still has the sign of uphill "
    "and downhill exchanged. Mend the slope itself, then step against it.",
)
def step_only_turned(w, x, target, lr):
    slope = 2 * (target - w * x) * x
    return slope, w + lr * slope


@mistake(
    "repair_step",
    "two signs turned",
    "It looks as if the slope is right now and the step goes along with it: the slope points uphill, so the "
    "step goes against it.",
)
def step_turned_twice(w, x, target, lr):
    slope = -2 * (target - w * x) * x
    return slope, w + lr * slope


@mistake(
    "repair_step",
    "input left out",
    "It looks as if the inner slope is taken to be -1: how far the error moves with w depends on the input too.",
)
def step_no_input(w, x, target, lr):
    slope = -2 * (target - w * x)
    return slope, w - lr * slope


@mistake(
    "repair_step",
    "2 left out",
    "It looks as if the 2 got lost: the slope of a square is twice what is squared.",
)
def step_no_two(w, x, target, lr):
    slope = -(target - w * x) * x
    return slope, w - lr * slope


@mistake(
    "repair_step",
    "weight for input",
    "It looks as if the inner slope is taken to be -w. It is the slope in w: look at what w is multiplied by.",
)
def step_weight(w, x, target, lr):
    slope = -2 * (target - w * x) * w
    return slope, w - lr * slope


@mistake(
    "repair_step",
    "learning rate left out",
    "It looks as if the step is the whole slope: multiply it by lr first.",
)
def step_no_rate(w, x, target, lr):
    slope = -2 * (target - w * x) * x
    return slope, w - slope


@mistake(
    "repair_step",
    "exchanged",
    "It looks as if the two come back in the other order: the slope first, then the new weight.",
)
def step_exchanged(w, x, target, lr):
    slope = -2 * (target - w * x) * x
    return w - lr * slope, slope


wrong_prediction(
    "predict_bug",
    "A",
    "The slope of a square is twice what is squared: this part is right. What is squared moves with w. How?",
)
wrong_prediction(
    "predict_bug",
    "C",
    "A smaller lr would climb more slowly, and still climb.",
)
wrong_prediction(
    "predict_bug",
    "D",
    "A step against the slope goes down, if it is the slope. Is the slope right?",
)


# slopes_order


def _order(letters, name, hint):
    mistake("slopes_order", name, hint)(lambda: letters)


_order(
    "B D A E C",
    "times 5 before the square",
    "It looks as if 5 multiplies before the square is taken: in 5 * (x + 2)**2 only the result of the "
    "square is multiplied.",
)
_order(
    "B E D A C",
    "square before adding 2",
    "It looks as if x is squared before 2 is added: the brackets come first.",
)
_order(
    "B E A D C",
    "adding 2 last",
    "It looks as if 2 is added last: it stands in the brackets, so it comes first.",
)
_order(
    "B A D E C",
    "times 5 first",
    "It looks as if x is multiplied by 5 first: 5 stands outside, so it comes last.",
)
_order(
    "B A E D C",
    "from the outside in",
    "It looks as if the nest is worked through from the outside. Start with what happens to x itself.",
)
_order(
    "B D E C A",
    "returns before the 5",
    "It looks as if the result is returned before it is multiplied by 5: what stands after a return is never run.",
)

wrong_prediction(
    "remember_first_loss",
    0.33,
    "That is the share of each class. The loss is the surprise at it: minus its logarithm.",
)
wrong_prediction(
    "remember_first_loss", 0.48, "That is the logarithm to base 10. np.log is the natural one."
)
wrong_prediction(
    "remember_first_loss", 1.58, "That is the logarithm to base 2. np.log is the natural one."
)
wrong_prediction(
    "remember_relu_slope", (1, 1), "Left of 0 ReLU is flat: it answers 0, however you nudge."
)
wrong_prediction("remember_relu_slope", (5, 0), "5 is ReLU's value there. Its slope is asked for.")
wrong_prediction(
    "remember_relu_slope", (0, 1), "The other way round: first the slope at 5, then the one at -5."
)
wrong_prediction(
    "remember_dense", (5, 1), "The biases lie in a row, so that they spread down the batch."
)
wrong_prediction("remember_dense", (5,), "In `Dense` the biases keep two dimensions.")
wrong_prediction("remember_dense", (1, 2), "One bias for each neuron, not for each input.")
wrong_prediction("remember_dense", (2, 5), "That is the shape of the weights.")
