"""Lesson 04, wrong on purpose."""

import numpy as np

from solutions.reference.activations import heaviside, relu, sigmoid, softmax
from solutions.reference.layers import Dense
from solutions.registry import mistake, wrong_prediction


@mistake(
    "collapse",
    "order of the product",
    "It looks as if the second layer's weights stand on the left of the product. The inputs meet the "
    "first layer's weights first: in the formula, which matrix stands next to X?",
)
def collapse_order(W1, b1, W2, b2):
    return W2 @ W1, b1 @ W2 + b2


@mistake(
    "collapse",
    "first bias not carried through",
    "It looks as if the biases are those of the second layer alone. What the first layer adds goes "
    "through the second layer too, and is still there at the end.",
)
def collapse_bias_lost(W1, b1, W2, b2):
    return W1 @ W2, b2


@mistake(
    "collapse",
    "biases added as they are",
    "It looks as if both biases are added as they are. The first layer's biases have still to pass "
    "through the second layer, and meet its weights there.",
)
def collapse_biases_added(W1, b1, W2, b2):
    return W1 @ W2, b1 + b2


@mistake(
    "collapse",
    "second bias left out",
    "It looks as if the second layer's biases are left out: the first layer's are carried through, and "
    "nothing is added to them.",
)
def collapse_second_bias(W1, b1, W2, b2):
    return W1 @ W2, b1 @ W2


@mistake(
    "collapse",
    "bias through the wrong layer",
    "It looks as if the first layer's biases are multiplied by the first layer's weights. They are added "
    "after those weights; the next thing that they meet is the second layer.",
)
def collapse_wrong_layer(W1, b1, W2, b2):
    return W1 @ W2, b1 @ W1 + b2


@mistake(
    "collapse",
    "entry by entry",
    "It looks as if the two matrices of weights are multiplied entry by entry (*). One layer after the "
    "other is the product of matrices, rows times columns.",
)
def collapse_elementwise(W1, b1, W2, b2):
    return W1 * W2, b1 @ W2 + b2


@mistake(
    "collapse",
    "entry by entry, biases too",
    "It looks as if both products are taken entry by entry (*). One layer after the other is the product of "
    "matrices, rows times columns, for the weights and for the biases.",
)
def collapse_all_entry_by_entry(W1, b1, W2, b2):
    return W1 * W2, b1 * W2 + b2


@mistake(
    "collapse",
    "weights added",
    "It looks as if the two matrices of weights are added. The second layer multiplies what the first "
    "one has multiplied already.",
)
def collapse_added(W1, b1, W2, b2):
    return W1 + W2, b1 + b2


@mistake(
    "collapse",
    "flat biases",
    "It looks as if the biases come back flat, shape (n,). A Dense layer keeps them as one row, (1, n).",
)
def collapse_flat(W1, b1, W2, b2):
    return W1 @ W2, (b1 @ W2 + b2)[0]


@mistake(
    "collapse",
    "changes its input",
    "It looks as if biases that you were given are changed in place (+=, out=): make a new array of them.",
)
def collapse_in_place(W1, b1, W2, b2):
    b2 += b1 @ W2
    return W1 @ W2, b2


@mistake(
    "heaviside",
    "booleans",
    "It looks as if the comparison itself is returned: it says True and False. A layer that comes next "
    "needs the numbers 1.0 and 0.0.",
)
def heaviside_booleans(x):
    return x > 0


@mistake(
    "heaviside",
    "whole numbers",
    "It looks as if the ones and zeros are whole numbers (int). Layers work with floating-point numbers.",
)
def heaviside_integers(x):
    return (x > 0).astype(int)


@mistake(
    "heaviside",
    "-1 instead of 0",
    "It looks as if a neuron that does not fire gives -1. Here it gives 0.",
)
def heaviside_minus_one(x):
    return np.where(x > 0, 1.0, -1.0)


@mistake(
    "heaviside",
    "the sign",
    "It looks as if this is the sign of x: -1 below zero. Here everything below zero gives 0.",
)
def heaviside_sign(x):
    return np.sign(x)


@mistake(
    "heaviside",
    "0.5 at 0",
    "It looks as if x = 0 gives 0.5, halfway up the step. In this course it gives 0: a neuron fires "
    "above zero only.",
)
def heaviside_half(x):
    return np.heaviside(x, 0.5)


@mistake(
    "heaviside",
    "1 at 0",
    "It looks as if x = 0 fires already. In this course a neuron fires above zero only, so 0 gives 0.",
)
def heaviside_one(x):
    return np.where(x >= 0, 1.0, 0.0)


@mistake(
    "heaviside",
    "the wrong side",
    "It looks as if the two sides are exchanged: negative numbers give 1 and positive ones 0.",
)
def heaviside_exchanged(x):
    return np.where(x > 0, 0.0, 1.0)


@mistake(
    "heaviside",
    "x kept",
    "It looks as if x itself is kept above zero. A step says only that the neuron fires: 1.0, whatever "
    "the size of x.",
)
def heaviside_relu(x):
    return np.maximum(x, 0.0)


@mistake(
    "sigmoid",
    "overflow",
    "The values are right. It looks as if np.exp is given a large positive number on the way: e to the "
    "power 1000 does not fit into a float. (np.where is no shelter: it computes both of its sides first.) "
    "Arrange it so that no exponent is above 0.",
)
def sigmoid_overflow(x):
    return 1 / (1 + np.exp(-x))


@mistake(
    "sigmoid",
    "overflow above and below",
    "It looks as if the exponential stands above and below the line: for 1000 both are infinite, and "
    "infinity divided by infinity is not a number (nan).",
)
def sigmoid_nan(x):
    return np.exp(x) / (1 + np.exp(x))


@mistake(
    "sigmoid",
    "sign of the exponent",
    "It looks as if the sign of the exponent is turned round: the curve falls, and it should rise from 0 "
    "on the left to 1 on the right.",
)
def sigmoid_sign(x):
    return 1 / (1 + np.exp(x))


@mistake(
    "sigmoid",
    "sign of the exponent, quiet",
    "It looks as if the curve is mirrored: it falls, and it should rise from 0 on the left to 1 on the "
    "right. Which side of zero gets which formula?",
)
def sigmoid_mirrored(x):
    return sigmoid(-x)


@mistake(
    "sigmoid",
    "brackets forgotten",
    "It looks as if only the 1 is divided, or nothing: 1 / 1 + ... is 1 plus the rest. The whole sum belongs "
    "under the line, and brackets put it there.",
)
def sigmoid_brackets(x):
    return 1 / 1 + np.exp(-x)


@mistake(
    "sigmoid",
    "one formula on both sides",
    "The right of zero is right. It looks as if 1 / (1 + p) is used on the left, too, with a p that never "
    "rises above 1. There the numerator is p itself.",
)
def sigmoid_one_formula(x):
    return 1 / (1 + np.exp(-np.abs(x)))


@mistake(
    "sigmoid",
    "minus below the line",
    "It looks as if the exponential is subtracted below the line. It is added there: a sum of positive "
    "numbers is never zero.",
)
def sigmoid_minus(x):
    return 1 / (1 - np.exp(-x))


@mistake(
    "sigmoid",
    "hyperbolic tangent",
    "It looks as if this is the hyperbolic tangent, which runs from -1 to 1. The sigmoid runs from 0 to 1.",
)
def sigmoid_tanh(x):
    return np.tanh(x)


@mistake(
    "sigmoid",
    "step instead",
    "It looks as if this is the step: only zeros and ones. The sigmoid passes through all values "
    "between 0 and 1.",
)
def sigmoid_step(x):
    return heaviside(x)


@mistake(
    "sigmoid",
    "base 2",
    "It looks as if 2 is raised to the power, and not e: np.exp is meant.",
)
def sigmoid_base_2(x):
    return 1 / (1 + 2.0 ** (-x))


@mistake(
    "sigmoid",
    "changes its input",
    "The values are right. It looks as if the x that you were given is changed in place "
    "(+=, *=, out=, x[...] =): work on a new array.",
)
def sigmoid_in_place(x):
    result = sigmoid(x)
    x *= -1
    return result


@mistake(
    "relu",
    "absolute value",
    "It looks as if negative numbers lose their sign. They should become 0.",
)
def relu_absolute(x):
    return np.abs(x)


@mistake(
    "relu",
    "step instead",
    "It looks as if positive numbers become 1. That is the step; ReLU keeps them as they are.",
)
def relu_step(x):
    return heaviside(x)


@mistake(
    "relu",
    "the wrong side",
    "It looks as if the negative numbers are kept and the positive ones become 0: the smaller of x and 0 "
    "was taken, and it is the larger.",
)
def relu_minimum(x):
    return np.minimum(x, 0.0)


@mistake(
    "relu",
    "one maximum for the array",
    "It looks as if one largest number was taken of the whole array. ReLU looks at each number by "
    "itself: np.maximum compares entry by entry, np.max takes one of all.",
)
def relu_one_maximum(x):
    return np.max(x)


@mistake(
    "relu",
    "negatives dropped",
    "It looks as if negative numbers are left out and the rest is returned flat. They should become 0 and "
    "stay in their place.",
)
def relu_dropped(x):
    return x[x > 0]


@mistake(
    "relu",
    "maximum down an axis",
    "It looks as if the 0 in np.max(x, 0) was meant as a number. There it is an axis, and one largest "
    "number for each column comes back. np.maximum is the one that compares entry by entry.",
)
def relu_max_along_axis(x):
    return np.max(x, 0)


@mistake(
    "relu",
    "Python's max",
    "It looks as if a whole array is compared with 0 at once, by an if or by Python's own max or min. They "
    "want one yes or no, and an array has one for each entry. NumPy has a function that compares entry by "
    "entry.",
)
def relu_python_max(x):
    return max(0, x)


@mistake(
    "relu",
    "negatives kept small",
    "It looks as if negative numbers are only made smaller. ReLU makes them 0; what lets a hundredth "
    "through is called leaky.",
)
def relu_leaky(x):
    return np.where(x > 0, x, 0.01 * x)


@mistake(
    "relu",
    "capped at 1",
    "It looks as if numbers above 1 are cut to 1. ReLU has no upper end.",
)
def relu_capped(x):
    return np.clip(x, 0, 1)


@mistake(
    "relu",
    "changes its input",
    "The values are right. It looks as if the x that you were given is changed in place (x[...] = 0, "
    "out=): work on a copy, or let NumPy make a new array.",
)
def relu_in_place(x):
    x[x < 0] = 0
    return x


@mistake(
    "sigmoid_slope",
    "sigmoid's value taken for x",
    "It looks as if x itself was put where the sigmoid's value belongs. The formula is made of heights of "
    "the curve, and x is only the place: ask the sigmoid for the height first.",
)
def sigmoid_slope_of_x(x):
    return x * (1 - x)


@mistake(
    "sigmoid_slope",
    "x in one of two places",
    "It looks as if the height is multiplied by 1 minus x. In both places of the formula stands the height, "
    "and x is only where the curve is looked at.",
)
def sigmoid_slope_half_x(x):
    return sigmoid(x) * (1 - x)


@mistake(
    "sigmoid_slope",
    "one factor missing",
    "It looks as if this is 1 minus the height alone. The slope is that, times the height.",
)
def sigmoid_slope_one_factor(x):
    return 1 - sigmoid(x)


@mistake(
    "sigmoid_slope",
    "sigmoid twice",
    "It looks as if the sigmoid was taken of the sigmoid. One height at each place is all that is needed.",
)
def sigmoid_slope_twice(x):
    height = sigmoid(sigmoid(x))
    return height * (1 - height)


@mistake(
    "sigmoid_slope",
    "the height",
    "It looks as if this is the height of the curve, and not its slope.",
)
def sigmoid_slope_height(x):
    return sigmoid(x)


@mistake(
    "sigmoid_slope",
    "the slope of tanh",
    "It looks as if 1 minus the square of the height was taken. That is the slope of the hyperbolic "
    "tangent in terms of its own height; the sigmoid has another one.",
)
def sigmoid_slope_of_tanh(x):
    return 1 - sigmoid(x) ** 2


@mistake(
    "sigmoid_slope",
    "plus for minus",
    "It looks as if the height is multiplied by 1 plus the height: the slope should be largest at 0, and "
    "yours grows on and on to the right.",
)
def sigmoid_slope_plus(x):
    return sigmoid(x) * (1 + sigmoid(x))


@mistake(
    "sigmoid_slope",
    "sign",
    "It looks as if the sign is turned round. The sigmoid rises everywhere, so its slope is never "
    "negative.",
)
def sigmoid_slope_sign(x):
    return -sigmoid(x) * (1 - sigmoid(x))


@mistake(
    "sigmoid_slope",
    "difference not divided",
    "It looks as if the rise is not divided by the step yet: the values are a tiny part of the slope.",
)
def sigmoid_slope_undivided(x):
    return sigmoid(x + 0.001) - sigmoid(x)


@mistake(
    "sigmoid_slope",
    "one-sided step",
    "It looks as if the slope is measured with a step of 0.001 to one side: that is close, and not exact. "
    "The formula needs no step.",
)
def sigmoid_slope_one_sided(x):
    return (sigmoid(x + 0.001) - sigmoid(x)) / 0.001


@mistake(
    "sigmoid_slope",
    "nan far out",
    "Near 0 the values are right. It looks as if an exponential is divided by one that is infinite too: "
    "far out that is not a number (nan). Heights between 0 and 1 are safer to calculate with.",
)
def sigmoid_slope_nan(x):
    return np.exp(-x) / (1 + np.exp(-x)) ** 2


@mistake(
    "relu_slope",
    "the wrong side",
    "It looks as if the slope is 1 below 0 and 0 above: ReLU is flat on the left and rises on the right.",
)
def relu_slope_wrong_side(x):
    return np.where(x > 0, 0.0, 1.0)


@mistake(
    "relu_slope",
    "one at 0",
    "It looks as if the slope at x = 0 is 1. There is a corner, and the course takes 0 there.",
)
def relu_slope_one(x):
    return np.where(x >= 0, 1.0, 0.0)


@mistake(
    "relu_slope",
    "nan at 0",
    "It looks as if something is divided by x: at x = 0 that is 0 / 0, not a number (nan). The slope needs "
    "no division, only the side of zero.",
)
def relu_slope_nan(x):
    return relu(x) / x


@mistake(
    "relu_slope",
    "half at 0",
    "It looks as if the slope at x = 0 is 0.5, between both sides. There is a corner, and the course "
    "takes 0 there.",
)
def relu_slope_half(x):
    return np.heaviside(x, 0.5)


@mistake(
    "relu_slope",
    "the slope of the absolute value",
    "It looks as if the slope on the left is -1. ReLU is flat there: its slope is 0.",
)
def relu_slope_sign(x):
    return np.sign(x)


@mistake(
    "relu_slope",
    "ReLU itself",
    "It looks as if these are the values of ReLU, and not its slopes: on the right it rises by 1 for each "
    "1, wherever x is.",
)
def relu_slope_value(x):
    return relu(x)


@mistake(
    "relu_slope",
    "booleans",
    "It looks as if the comparison itself is returned: it says True and False. A slope is a number, "
    "1.0 or 0.0.",
)
def relu_slope_booleans(x):
    return x > 0


@mistake(
    "relu_slope",
    "whole numbers",
    "It looks as if the ones and zeros are whole numbers (int). Slopes are multiplied with other "
    "floating-point numbers later.",
)
def relu_slope_integers(x):
    return (x > 0).astype(int)


@mistake(
    "tanh_from_sigmoid",
    "scale inside forgotten",
    "It looks as if the sigmoid is asked at x: the range is right, but the curve is half as steep as it "
    "should be.",
)
def tanh_inside(x):
    return 2 * sigmoid(x) - 1


@mistake(
    "tanh_from_sigmoid",
    "scale outside forgotten",
    "It looks as if 1 is taken away from the sigmoid without stretching it first: the values run from -1 "
    "to 0.",
)
def tanh_outside(x):
    return sigmoid(2 * x) - 1


@mistake(
    "tanh_from_sigmoid",
    "still from 0 to 1",
    "It looks as if the sigmoid is steeper now, but still runs from 0 to 1. The hyperbolic tangent runs "
    "from -1 to 1.",
)
def tanh_not_stretched(x):
    return sigmoid(2 * x)


@mistake(
    "tanh_from_sigmoid",
    "not moved down",
    "It looks as if the sigmoid is stretched, but not moved down: the values run from 0 to 2.",
)
def tanh_not_moved(x):
    return 2 * sigmoid(2 * x)


@mistake(
    "tanh_from_sigmoid",
    "both scales forgotten",
    "It looks as if this is the sigmoid as it is: neither steeper nor stretched to run from -1 to 1.",
)
def tanh_is_sigmoid(x):
    return sigmoid(x)


@mistake(
    "tanh_from_sigmoid",
    "flatter instead of steeper",
    "It looks as if x is halved inside: the curve gets flatter, and it should get steeper.",
)
def tanh_flatter(x):
    return 2 * sigmoid(x / 2) - 1


@mistake(
    "leaky_relu",
    "slope on the wrong side",
    "It looks as if the positive numbers are made smaller and the negative ones stay. It is the left side "
    "that leaks: of x and slope * x it takes the one that is larger.",
)
def leaky_wrong_side(x, slope):
    return np.where(x > 0, slope * x, x)


@mistake(
    "leaky_relu",
    "slope on both sides",
    "It looks as if every number is multiplied by the slope: that is a straight line, without a bend.",
)
def leaky_both(x, slope):
    return slope * x


@mistake(
    "leaky_relu",
    "plain ReLU",
    "It looks as if negative numbers become 0: nothing leaks yet.",
)
def leaky_plain(x, slope):
    return relu(x)


@mistake(
    "leaky_relu",
    "the sign is lost",
    "It looks as if negative numbers come out positive. They stay negative, only smaller.",
)
def leaky_absolute(x, slope):
    return np.where(x > 0, x, -slope * x)


@mistake(
    "leaky_relu",
    "the slope itself",
    "It looks as if negative numbers are replaced by the slope. They are multiplied by it.",
)
def leaky_constant(x, slope):
    return np.where(x > 0, x, slope)


@mistake(
    "leaky_relu",
    "always 0.01",
    "It looks as if the slope is 0.01, whatever slope is given.",
)
def leaky_fixed(x, slope):
    return np.where(x > 0, x, 0.01 * x)


@mistake(
    "leaky_relu",
    "changes its input",
    "The values are right. It looks as if the x that you were given is changed in place (x[...] *= slope): "
    "work on a copy, or let NumPy make a new array.",
)
def leaky_in_place(x, slope):
    x[x < 0] *= slope
    return x


@mistake(
    "elu",
    "alpha forgotten",
    "It looks as if alpha is not used: the curve levels off at -1, and it should at minus alpha.",
)
def elu_without_alpha(x, alpha):
    return np.where(x > 0, x, np.expm1(np.minimum(x, 0)))


@mistake(
    "elu",
    "overflow",
    "The values are right. It looks as if np.exp is given the large positive numbers too (np.where computes "
    "both of its sides first): cut the exponents at 0 before.",
)
def elu_overflow(x, alpha):
    return np.where(x > 0, x, alpha * (np.exp(x) - 1))


@mistake(
    "elu",
    "minus one forgotten",
    "It looks as if the 1 is not taken away: there is a jump at 0, and the two sides should meet there.",
)
def elu_jump(x, alpha):
    return np.where(x > 0, x, alpha * np.exp(np.minimum(x, 0)))


@mistake(
    "elu",
    "alpha inside",
    "It looks as if alpha is multiplied with x in the exponent. It stands before the brackets, and scales "
    "what they give.",
)
def elu_alpha_inside(x, alpha):
    return np.where(x > 0, x, np.expm1(alpha * np.minimum(x, 0)))


@mistake(
    "elu",
    "brackets forgotten",
    "It looks as if alpha multiplies the exponential alone, and 1 is taken away afterwards: brackets "
    "are missing.",
)
def elu_brackets(x, alpha):
    return np.where(x > 0, x, alpha * np.exp(np.minimum(x, 0)) - 1)


@mistake(
    "elu",
    "alpha on the right",
    "It looks as if the positive numbers are multiplied by alpha too. They stay as they are.",
)
def elu_alpha_on_the_right(x, alpha):
    return alpha * np.where(x > 0, x, np.expm1(np.minimum(x, 0)))


@mistake(
    "elu",
    "leaky instead",
    "It looks as if negative numbers are multiplied by alpha: that is a straight line, and it should level "
    "off.",
)
def elu_leaky(x, alpha):
    return np.where(x > 0, x, alpha * x)


@mistake(
    "elu",
    "plain ReLU",
    "It looks as if negative numbers become 0: the curve on the left is still to come.",
)
def elu_plain(x, alpha):
    return relu(x)


@mistake(
    "softmax",
    "wrong axis",
    "It looks as if the sum runs over the batch (axis 0) and not over the classes (axis 1).",
)
def softmax_wrong_axis(scores):
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=0, keepdims=True)


@mistake(
    "softmax",
    "maximum over the batch",
    "The rows sum to 1. It looks as if the maximum runs over the batch (axis 0): each class is then shifted "
    "by a number of its own, and that changes the shares. A row is shifted as a whole, by its own maximum.",
)
def softmax_maximum_over_batch(scores):
    powers = np.exp(scores - scores.max(axis=0))
    return powers / powers.sum(axis=1, keepdims=True)


@mistake(
    "softmax",
    "wrong axis twice",
    "It looks as if both the maximum and the sum run over the batch (axis 0): columns sum to one, and "
    "it is rows that should.",
)
def softmax_wrong_axis_twice(scores):
    powers = np.exp(scores - scores.max(axis=0, keepdims=True))
    return powers / powers.sum(axis=0, keepdims=True)


@mistake(
    "softmax",
    "whole-batch sum",
    "It looks as if one sum was taken over the whole batch: all shares together sum to one, and "
    "each row should.",
)
def softmax_whole_batch_sum(scores):
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    return powers / powers.sum()


@mistake(
    "softmax",
    "no keepdims",
    "It looks as if the sums are flat, shape (N,): broadcasting lays them along the classes. "
    "keepdims=True keeps them a column, (N, 1).",
)
def softmax_no_keepdims(scores):
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1)


@mistake(
    "softmax",
    "no keepdims twice",
    "It looks as if the maxima are flat, shape (N,): broadcasting lays them along the classes. "
    "keepdims=True keeps them a column, (N, 1).",
)
def softmax_no_keepdims_twice(scores):
    powers = np.exp(scores - scores.max(axis=1))
    return powers / powers.sum(axis=1)


@mistake(
    "softmax",
    "no shift",
    "It looks as if the exponential is taken of the scores as they are: e to the power 1000 does not fit "
    "into a float. Take each row's largest score away first.",
)
def softmax_no_shift(scores):
    powers = np.exp(scores)
    return powers / powers.sum(axis=1, keepdims=True)


@mistake(
    "softmax",
    "one maximum for the batch",
    "It looks as if one maximum was taken over the whole batch: in a row far below it every exponential "
    "becomes 0. Each row needs its own maximum.",
)
def softmax_one_maximum(scores):
    powers = np.exp(scores - scores.max())
    return powers / powers.sum(axis=1, keepdims=True)


@mistake(
    "softmax",
    "shifts by the minimum",
    "It looks as if each row's smallest score is taken away: the others are still large. Take the "
    "largest away, so that no exponent is above 0.",
)
def softmax_minimum(scores):
    powers = np.exp(scores - scores.min(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


@mistake(
    "softmax",
    "divides by the maximum",
    "It looks as if the scores are divided by their maximum: that changes the shares. Subtract the "
    "maximum; only differences between scores count.",
)
def softmax_divides(scores):
    powers = np.exp(scores / scores.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


@mistake(
    "softmax", "base 2", "It looks as if 2 is raised to the scores, and not e: np.exp is meant."
)
def softmax_base_2(scores):
    powers = 2.0 ** (scores - scores.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


@mistake(
    "softmax",
    "changes its input",
    "It looks as if the scores that you were given are changed in place (-=, *=, out=): "
    "make a new array of them.",
)
def softmax_in_place(scores):
    scores -= scores.max(axis=1, keepdims=True)
    powers = np.exp(scores)
    return powers / powers.sum(axis=1, keepdims=True)


@mistake(
    "softmax",
    "no division",
    "It looks as if the exponentials are not divided by their sum yet.",
)
def softmax_no_division(scores):
    return np.exp(scores - scores.max(axis=1, keepdims=True))


@mistake(
    "softmax",
    "linear shares",
    "It looks as if the scores themselves are divided by their sum: take the exponential first.",
)
def softmax_linear(scores):
    return scores / scores.sum(axis=1, keepdims=True)


@mistake(
    "softmax",
    "no keepdims in the maximum",
    "It looks as if the maxima are flat, shape (N,), and the sums are not: broadcasting lays the maxima "
    "along the classes. keepdims=True keeps them a column, (N, 1).",
)
def softmax_no_keepdims_in_the_maximum(scores):
    powers = np.exp(scores - scores.max(axis=1))
    return powers / powers.sum(axis=1, keepdims=True)


@mistake(
    "softmax",
    "no keepdims, no shift",
    "It looks as if the sums are flat, shape (N,), and the scores are not shifted. keepdims=True keeps the "
    "sums a column, (N, 1); and each row's largest score is to be taken away first.",
)
def softmax_no_keepdims_no_shift(scores):
    powers = np.exp(scores)
    return powers / powers.sum(axis=1)


@mistake(
    "softmax",
    "wrong axis, no shift",
    "It looks as if the sum runs over the batch (axis 0) and not over the classes (axis 1). When that is "
    "mended, e to the power 1000 is still too large for a float.",
)
def softmax_wrong_axis_no_shift(scores):
    powers = np.exp(scores)
    return powers / powers.sum(axis=0)


@mistake(
    "softmax",
    "wrong axis, one maximum",
    "It looks as if the sum runs over the batch (axis 0) and not over the classes (axis 1), and one maximum "
    "was taken of the whole batch. Both belong to each row.",
)
def softmax_wrong_axis_one_maximum(scores):
    powers = np.exp(scores - scores.max())
    return powers / powers.sum(axis=0)


@mistake(
    "softmax",
    "whole-batch sum, no shift",
    "It looks as if one sum was taken over the whole batch: all shares together sum to one, and each row "
    "should. When that is mended, e to the power 1000 is still too large for a float.",
)
def softmax_whole_batch_no_shift(scores):
    powers = np.exp(scores)
    return powers / powers.sum()


@mistake(
    "softmax",
    "one maximum and one sum for the batch",
    "It looks as if one maximum and one sum were taken over the whole batch. For a single sample that "
    "is right; in a batch each row needs its own.",
)
def softmax_of_one_sample(scores):
    powers = np.exp(scores - scores.max())
    return powers / powers.sum()


@mistake(
    "softmax",
    "softmax twice",
    "It looks as if softmax was taken twice, of the scores and then of the shares: the rows sum to one, but "
    "the shares are too much alike.",
)
def softmax_twice(scores):
    return softmax(softmax(scores))


@mistake(
    "softmax",
    "each score by itself",
    "It looks as if each score went through a sigmoid by itself. Shares of a row depend on all of its "
    "scores.",
)
def softmax_as_sigmoid(scores):
    return sigmoid(scores)


@mistake(
    "softmax_temperature",
    "multiplies",
    "It looks as if the scores are multiplied by the temperature. A high temperature should make the "
    "shares more alike, and here it sets them apart.",
)
def temperature_multiplies(scores, temperature):
    return softmax(scores * temperature)


@mistake(
    "softmax_temperature",
    "divides after the softmax",
    "It looks as if the shares are divided by the temperature, after the softmax: the rows do not sum to "
    "one any more. It is the scores that are divided, before.",
)
def temperature_after(scores, temperature):
    return softmax(scores) / temperature


@mistake(
    "softmax_temperature",
    "temperature without effect",
    "It looks as if the temperature changes nothing. A number that is taken from all scores of a row, or "
    "that divides all shares before they are made to sum to one, cancels.",
)
def temperature_ignored(scores, temperature):
    return softmax(scores - temperature)


@mistake(
    "softmax_temperature",
    "power of the temperature",
    "It looks as if the shares are raised to the power of the temperature: that sets them apart where they "
    "should become more alike, and the rows do not sum to one any more.",
)
def temperature_as_power(scores, temperature):
    return softmax(scores) ** temperature


@mistake(
    "softmax_temperature",
    "softmax of shares",
    "It looks as if softmax was taken of shares, and not of scores. One softmax is enough: the temperature "
    "acts on the scores before it.",
)
def temperature_of_shares(scores, temperature):
    return softmax(softmax(scores) / temperature)


@mistake(
    "softmax_temperature",
    "wrong axis",
    "It looks as if the sum runs over the batch (axis 0) and not over the classes (axis 1).",
)
def temperature_wrong_axis(scores, temperature):
    return softmax(scores.T / temperature).T


@mistake(
    "softmax_temperature",
    "no shift",
    "It looks as if the exponential is taken of the scores as they are: divided by a small temperature they "
    "are larger still, and e to such a power does not fit into a float. Your softmax knows what to do.",
)
def temperature_no_shift(scores, temperature):
    powers = np.exp(scores / temperature)
    return powers / powers.sum(axis=1, keepdims=True)


@mistake(
    "softmax_temperature",
    "changes its input",
    "The values are right. It looks as if the scores that you were given are changed in place (/=, -=): "
    "make a new array of them.",
)
def temperature_in_place(scores, temperature):
    scores /= temperature
    return softmax(scores)


def _scores(X, weights, biases):
    layer = Dense(*weights.shape, np.random.default_rng(0))
    layer.weights, layer.biases = weights, biases
    return layer.forward(X)


@mistake(
    "repair_votes",
    "the bug as it was",
    "It looks as if the shares still sum to one over the batch (axis 0): every class gets one vote, whatever "
    "the samples say. It is every sample that has one.",
)
def votes_with_the_bug(X, weights, biases):
    return softmax(_scores(X, weights, biases).T).T.sum(axis=0)


@mistake(
    "repair_votes",
    "no keepdims",
    "It looks as if the sums now run over the classes, but come out flat, shape (N,): broadcasting lays "
    "them along the classes. keepdims=True keeps them a column, (N, 1).",
)
def votes_without_keepdims(X, weights, biases):
    powers = np.exp(_scores(X, weights, biases))
    return (powers / powers.sum(axis=1)).sum(axis=0)


@mistake(
    "repair_votes",
    "votes added up per sample",
    "It looks as if the votes are added up for each sample, and not for each class: every sample has one "
    "vote, so this gives only ones.",
)
def votes_per_sample(X, weights, biases):
    return softmax(_scores(X, weights, biases)).sum(axis=1)


@mistake(
    "repair_votes",
    "both sums turned round",
    "It looks as if both sums were turned round. One of the two was right: the votes are added up over "
    "the batch.",
)
def votes_both_turned(X, weights, biases):
    return softmax(_scores(X, weights, biases).T).T.sum(axis=1)


@mistake(
    "repair_votes",
    "one vote for the batch",
    "It looks as if one sum was taken over the whole batch: all samples together have a single vote, and "
    "each should have one.",
)
def votes_whole_batch(X, weights, biases):
    powers = np.exp(_scores(X, weights, biases))
    return (powers / powers.sum()).sum(axis=0)


@mistake(
    "repair_votes",
    "mean instead of sum",
    "It looks as if the mean over the samples was taken: the shares are divided rightly, and they are to be "
    "added up.",
)
def votes_mean(X, weights, biases):
    return softmax(_scores(X, weights, biases)).mean(axis=0)


@mistake(
    "repair_votes",
    "whole votes",
    "It looks as if each sample gives its whole vote to the class with the largest score. Here a vote is "
    "divided, by the shares of softmax.",
)
def votes_undivided(X, weights, biases):
    scores = _scores(X, weights, biases)
    return np.eye(weights.shape[1])[scores.argmax(axis=1)].sum(axis=0)


wrong_prediction(
    "remember_batch_through_dense",
    (4, 3),
    "That is the shape of the weights. The output has one row for each sample.",
)
wrong_prediction(
    "remember_batch_through_dense",
    (3, 5),
    "Turned round: samples are rows, from the first to the last.",
)
wrong_prediction(
    "remember_batch_through_dense",
    (5, 4),
    "That is the shape of what goes in. Four inputs a sample become as many numbers as there are neurons.",
)
wrong_prediction(
    "remember_biases_of_dense",
    (3,),
    "Nearly: a Dense layer keeps its biases as a row with two axes.",
)
wrong_prediction(
    "remember_biases_of_dense",
    (3, 1),
    "That is a column. The biases lie along the neurons, as a row.",
)
wrong_prediction(
    "remember_biases_of_dense", (1, 4), "One bias for each neuron, not for each input."
)
wrong_prediction(
    "remember_parameters_4_3_2", 18, "These are the weights. Each neuron has a bias, too."
)
wrong_prediction(
    "remember_parameters_4_3_2", 20, "That is one bias for each layer. Each neuron has its own."
)
wrong_prediction(
    "remember_parameters_4_3_2", 27, "That counts a bias for the inputs. They are no neurons."
)
wrong_prediction(
    "predict_two_lines",
    (-6, 5),
    "The slope is right. What the first line adds goes through the second one, too.",
)
wrong_prediction(
    "predict_two_lines",
    (-6, 6),
    "The slope is right. The 1 of the first line is multiplied by the second line's slope before 5 is added.",
)
wrong_prediction(
    "predict_two_lines", (-6, 8), "The slope is right. And -3 times 1 is -3, before 5 is added."
)
wrong_prediction(
    "predict_two_lines",
    (-1, 6),
    "The second line multiplies what the first has multiplied already: slopes multiply.",
)
wrong_prediction(
    "predict_two_lines", (-6, -2), "The slope is right. Look at the last step, where 5 is added."
)
wrong_prediction(
    "predict_two_lines",
    (-6, 11),
    "That is the other order: the second line first. Here f comes first and its result goes into g.",
)
wrong_prediction("predict_ramp", 9, "5 and 4 are right. The second is taken away from the first.")
wrong_prediction(
    "predict_ramp", 4, "That is the second ReLU alone. Take it away from the first one."
)
wrong_prediction(
    "predict_ramp", 5, "That is the first ReLU alone. The second one is above 0 too: 5 - 1."
)
wrong_prediction("predict_ramp", -1, "Turned round: it is the second that is taken away.")
wrong_prediction(
    "predict_four_sigmoids",
    1,
    "That adds the four slopes. What gets through one is what reaches the next.",
)
wrong_prediction(
    "predict_four_sigmoids", 0.0156, "That is three layers. One more quarter of it is left."
)
wrong_prediction(
    "predict_four_sigmoids", 0.0625, "That is two layers: a quarter of a quarter. Two more to go."
)
wrong_prediction("predict_four_sigmoids", 0.001, "That is five layers: here there are four.")
wrong_prediction(
    "predict_shifted", 1, "Close to 1 would need a score far above the others. How far above is it?"
)
wrong_prediction(
    "predict_shifted",
    0.337,
    "That divides the scores themselves by their sum. Exponentials first: only distances between scores count.",
)
wrong_prediction(
    "predict_shifted",
    0.09,
    "That is the share of the smallest score, 100. The largest is asked for.",
)
wrong_prediction("predict_shifted", 0.245, "That is the share of 101. The largest score is 102.")
wrong_prediction(
    "predict_forward_order",
    "b a d c",
    "Then both layers would stand together with no bend between them, and collapse into one.",
)
wrong_prediction(
    "predict_forward_order",
    "b c a d",
    "Shares come last: softmax is for the scores, and the bend belongs between the layers.",
)
wrong_prediction(
    "predict_forward_order",
    "d b a c",
    "The bend comes after a layer has weighed its inputs, not before.",
)
wrong_prediction(
    "predict_forward_order",
    "a d b c",
    "Look at the sizes: which layer takes inputs of four numbers?",
)
wrong_prediction(
    "predict_votes_bug",
    "a",
    "Ordinary scores: no exponential is too large here. And the largest of all is taken away before.",
)
wrong_prediction(
    "predict_votes_bug",
    "c",
    "That would be a fault only in a row far below the others; what is taken from every score of a row alike "
    "changes no share.",
)
wrong_prediction(
    "predict_votes_bug",
    "d",
    "Adding up over the batch gives one number for each class, and that is what is wanted.",
)
