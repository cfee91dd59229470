"""Lesson 06, right in other hands."""

import math

import numpy as np

from solutions.registry import variant

# central_difference


@variant("central_difference")
def central_by_names(f, x, h):
    right, left = x + h, x - h
    rise = f(right) - f(left)
    run = right - left
    return rise / run


@variant("central_difference")
def central_mean_of_two(f, x, h):
    forward = (f(x + h) - f(x)) / h
    backward = (f(x) - f(x - h)) / h
    return (forward + backward) / 2


@variant("central_difference")
def central_with_numpy(f, x, h):
    return np.diff([f(x - h), f(x + h)])[0] / h / 2


@variant("central_difference")
def central_as_zero_dimensional_array(f, x, h):
    return np.array(0.5 / h * (f(x + h) - f(x - h)))


# chain


@variant("chain")
def chain_in_steps(x):
    u = x**2 + 1
    du = 2 * x
    dy = 3 * u * u
    return du * dy


@variant("chain")
def chain_in_one_line(x):
    return 6 * x * (x * x + 1) ** 2


@variant("chain")
def chain_multiplied_out(x):
    return 6 * x**5 + 12 * x**3 + 6 * x


@variant("chain")
def chain_measured(x, h=1e-5):
    return (((x + h) ** 2 + 1) ** 3 - ((x - h) ** 2 + 1) ** 3) / (2 * h)


# two_paths


@variant("two_paths")
def paths_multiplied_out(x):
    return 6 * x**2 + 2 * x


@variant("two_paths")
def paths_one_after_the_other(x):
    slope = 0.0
    slope += x * x * 2
    slope += (2 * x + 1) * 2 * x
    return slope


@variant("two_paths")
def paths_as_a_dot_product(x):
    return np.dot([x**2, 2 * x + 1], [2.0, 2 * x])


@variant("two_paths")
def paths_summed(x):
    first = {"slope of y": x**2, "slope of a": 2}
    second = {"slope of y": 2 * x + 1, "slope of b": 2 * x}
    return sum(math.prod(path.values()) for path in (first, second))


# neuron_backward


@variant("neuron_backward")
def backward_with_a_slope(x, w, b, dvalue):
    z = np.sum(x * w) + b
    dz = dvalue * float(z > 0)
    return dz * w, dz * x, dz


@variant("neuron_backward")
def backward_by_cases(x, w, b, dvalue):
    if np.dot(x, w) + b <= 0:
        return np.zeros_like(x), np.zeros_like(w), 0
    return w * dvalue, x * dvalue, dvalue


@variant("neuron_backward")
def backward_in_loops(x, w, b, dvalue):
    z = b
    for i in range(len(x)):
        z += x[i] * w[i]
    dx, dw, db = np.zeros(len(x)), np.zeros(len(w)), 0.0
    if z > 0:
        for i in range(len(x)):
            dw[i] = dvalue * x[i]
            dx[i] = dvalue * w[i]
        db = dvalue
    return dx, dw, db


@variant("neuron_backward")
def backward_with_where(x, w, b, dvalue):
    dz = np.where(w @ x + b > 0, dvalue, 0.0)
    return [np.multiply(dz, w), np.einsum(",i->i", dz, x), dz]


@variant("neuron_backward")
def backward_on_copies(x, w, b, dvalue):
    dx, dw = w.copy(), x.copy()
    dz = dvalue * np.heaviside(w.dot(x) + b, 0.0)
    dx *= dz
    dw *= dz
    return dx, dw, dz


# numerical_gradient


@variant("numerical_gradient")
def gradient_by_unit_steps(f, x, h=1e-5):
    steps = h * np.eye(x.size).reshape(x.size, *x.shape)
    slopes = [(f(x + step) - f(x - step)) / (2 * h) for step in steps]
    return np.array(slopes).reshape(x.shape)


@variant("numerical_gradient")
def gradient_in_place_and_back(f, x, h=1e-5):
    gradient = np.empty(x.shape)
    it = np.nditer(x, flags=["multi_index"])
    for _ in it:
        i = it.multi_index
        before = x[i]
        try:
            x[i] = before + h
            plus = f(x)
            x[i] = before - h
            minus = f(x)
        finally:
            x[i] = before
        gradient[i] = (plus - minus) / h / 2
    return gradient


@variant("numerical_gradient")
def gradient_on_a_flat_copy(f, x, h=1e-5):
    flat = x.flatten()
    gradient = np.zeros(len(flat))
    for i in range(len(flat)):
        up, down = flat.copy(), flat.copy()
        up[i] += h
        down[i] -= h
        gradient[i] = 0.5 * (f(up.reshape(x.shape)) - f(down.reshape(x.shape))) / h
    return gradient.reshape(x.shape)


@variant("numerical_gradient")
def gradient_by_functions_of_one_number(f, x, h=1e-5):
    def along(index):
        def f_of_one(value):
            point = np.array(x)
            point[index] = value
            return f(point)

        return f_of_one

    gradient = np.zeros_like(x)
    for index, value in np.ndenumerate(x):
        gradient[index] = central_by_names(along(index), value, h)
    return gradient


# gradient_error


@variant("gradient_error")
def error_in_one_line(analytic, numeric):
    return np.max(np.abs(analytic - numeric) / np.maximum(np.abs(analytic) + np.abs(numeric), 1e-8))


@variant("gradient_error")
def error_in_a_loop(analytic, numeric):
    largest = 0.0
    for a, n in zip(analytic.ravel().tolist(), numeric.ravel().tolist(), strict=True):
        largest = max(largest, abs(a - n) / max(abs(a) + abs(n), 1e-8))
    return largest


@variant("gradient_error")
def error_clipped(analytic, numeric):
    size = np.clip(np.abs(analytic) + np.abs(numeric), 1e-8, None)
    shares = np.abs(numeric - analytic) / size
    return shares.flatten()[shares.argmax()]


@variant("gradient_error")
def error_of_stacked(analytic, numeric):
    both = np.stack([analytic, numeric])
    size = np.abs(both).sum(axis=0)
    return (np.ptp(both, axis=0) / np.where(size < 1e-8, 1e-8, size)).max()


# repair_step


@variant("repair_step")
def step_with_the_minus_in_front(w, x, target, lr):
    error = target - w * x
    slope = -2 * error * x
    w = w - lr * slope
    return slope, w


@variant("repair_step")
def step_with_the_error_turned(w, x, target, lr):
    error = w * x - target
    slope = 2 * error * x
    return slope, w - lr * slope


@variant("repair_step")
def step_as_a_list(w, x, target, lr):
    slope = 2 * w * x**2 - 2 * target * x
    return [slope, w + lr * -slope]


# slopes_order


@variant("slopes_order")
def order_without_spaces():
    return "BDEAC"


@variant("slopes_order")
def order_in_small_letters():
    return "b, d, e, a, c"


@variant("slopes_order")
def order_by_lines():
    return "\n".join("BDEAC")


# Written from the learner's notebook alone


@variant("two_paths")
def slope_by_a_complex_step(x):
    step = 1e-20
    point = complex(x, step)
    return ((2 * point + 1) * point**2).imag / step


@variant("two_paths")
def slope_of_a_polynomial(x):
    return np.polyval(np.polyder([2, 1, 0, 0]), x)


@variant("numerical_gradient")
def gradient_along_unit_arrays(f, x, h=1e-5):
    units = np.eye(x.size).reshape(x.size, *x.shape)
    return np.array([(f(x + h * one) - f(x - h * one)) / (2 * h) for one in units]).reshape(x.shape)


@variant("numerical_gradient")
def gradient_by_what_was_moved(f, x, h=1e-5):
    """Divided by how far the points really lie apart, rounding included."""
    slopes = np.zeros_like(x)
    for place in np.ndindex(*x.shape):
        up, down = x.copy(), x.copy()
        up[place] += h
        down[place] -= h
        slopes[place] = (f(up) - f(down)) / (up[place] - down[place])
    return slopes
