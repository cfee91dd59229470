"""Lesson 01, wrong on purpose."""

import numpy as np

from solutions.registry import mistake, wrong_prediction

# neuron_one_input


@mistake(
    "neuron_one_input",
    "bias left out",
    "It looks as if the bias is left out: the answer is the weighted input alone.",
)
def one_without_bias(x, weight, bias):
    return x * weight


@mistake(
    "neuron_one_input",
    "bias subtracted",
    "It looks as if the bias is subtracted. It is added as it is; where it is meant to lower the output, "
    "it is negative already.",
)
def one_minus_bias(x, weight, bias):
    return x * weight - bias


@mistake(
    "neuron_one_input",
    "weight added",
    "It looks as if the weight is added to the input. A weight multiplies.",
)
def one_weight_added(x, weight, bias):
    return x + weight + bias


@mistake(
    "neuron_one_input",
    "bias weighed too",
    "It looks as if the bias is added to the input before the weight multiplies: the bias comes after "
    "the weighing, and nothing multiplies it.",
)
def one_bias_weighed(x, weight, bias):
    return (x + bias) * weight


@mistake(
    "neuron_one_input",
    "bias added to the weight",
    "It looks as if the bias is added to the weight before the input is weighed: weigh the input first.",
)
def one_bias_on_weight(x, weight, bias):
    return x * (weight + bias)


@mistake(
    "neuron_one_input",
    "everything multiplied",
    "It looks as if the bias multiplies. Only the weight does; the bias is added.",
)
def one_everything_multiplied(x, weight, bias):
    return x * weight * bias


@mistake(
    "neuron_one_input",
    "weight and bias exchanged",
    "It looks as if weight and bias have changed places: the bias multiplies and the weight is added.",
)
def one_exchanged(x, weight, bias):
    return x * bias + weight


@mistake(
    "neuron_one_input",
    "input not weighed",
    "It looks as if the input goes in as it is, without its weight.",
)
def one_not_weighed(x, weight, bias):
    return x + bias


@mistake(
    "neuron_one_input",
    "size of the bias only",
    "It looks as if a negative bias counts as a positive one: its sign belongs to it.",
)
def one_absolute_bias(x, weight, bias):
    return x * weight + abs(bias)


@mistake(
    "neuron_one_input",
    "size of the weight only",
    "It looks as if a negative weight counts as a positive one: its sign belongs to it.",
)
def one_absolute_weight(x, weight, bias):
    return x * abs(weight) + bias


# neuron_loop


@mistake(
    "neuron_loop",
    "bias added for every input",
    "It looks as if the bias is added once for every input. A neuron has one bias, and adds it once.",
)
def loop_bias_every_time(inputs, weights, bias):
    return sum(value * weight + bias for value, weight in zip(inputs, weights, strict=True))


@mistake(
    "neuron_loop",
    "last input dropped",
    "It looks as if the last input does not take part: does the loop stop one early?",
)
def loop_last_dropped(inputs, weights, bias):
    output = bias
    for index in range(len(inputs) - 1):
        output += inputs[index] * weights[index]
    return output


@mistake(
    "neuron_loop",
    "first input dropped",
    "It looks as if the first input does not take part: does the loop count from 1? Lists count from 0.",
)
def loop_first_dropped(inputs, weights, bias):
    output = bias
    for index in range(1, len(inputs)):
        output += inputs[index] * weights[index]
    return output


@mistake(
    "neuron_loop",
    "mean not sum",
    "It looks as if the products are averaged. A neuron adds them up and divides by nothing.",
)
def loop_mean(inputs, weights, bias):
    products = [value * weight for value, weight in zip(inputs, weights, strict=True)]
    return sum(products) / len(products) + bias


@mistake(
    "neuron_loop",
    "mean of everything",
    "It looks as if the finished output is divided by the number of inputs. A neuron divides by nothing.",
)
def loop_mean_of_everything(inputs, weights, bias):
    products = [value * weight for value, weight in zip(inputs, weights, strict=True)]
    return (sum(products) + bias) / len(products)


@mistake(
    "neuron_loop",
    "bias left out",
    "It looks as if the bias is left out: the answer is the weighted sum alone.",
)
def loop_without_bias(inputs, weights, bias):
    return sum(value * weight for value, weight in zip(inputs, weights, strict=True))


@mistake(
    "neuron_loop",
    "bias subtracted",
    "It looks as if the bias is subtracted. It is added, with the sign that it has.",
)
def loop_minus_bias(inputs, weights, bias):
    return loop_without_bias(inputs, weights, bias) - bias


@mistake(
    "neuron_loop",
    "returns in the first round",
    "It looks as if only the first input takes part: is the `return` inside the loop?",
)
def loop_returns_early(inputs, weights, bias):
    return inputs[0] * weights[0] + bias


@mistake(
    "neuron_loop",
    "keeps the last product only",
    "It looks as if only the last input takes part: each round seems to replace the sum (=) where "
    "it should add to it (+=).",
)
def loop_replaces(inputs, weights, bias):
    return inputs[-1] * weights[-1] + bias


@mistake(
    "neuron_loop",
    "list of products",
    "It looks as if the answer is a list with one product for each input: they are still to be added up.",
)
def loop_products(inputs, weights, bias):
    return [value * weight for value, weight in zip(inputs, weights, strict=True)]


@mistake(
    "neuron_loop",
    "list of products with bias",
    "It looks as if the answer is a list, one product for each input with the bias in each. Add the "
    "products up, and the bias once.",
)
def loop_products_with_bias(inputs, weights, bias):
    return [value * weight + bias for value, weight in zip(inputs, weights, strict=True)]


@mistake(
    "neuron_loop",
    "weights added",
    "It looks as if each weight is added to its input. A weight multiplies its input.",
)
def loop_weights_added(inputs, weights, bias):
    return sum(inputs) + sum(weights) + bias


@mistake(
    "neuron_loop",
    "product of sums",
    "It looks as if the inputs and the weights are summed first and the two sums multiplied. Each input "
    "has a weight of its own: multiply pair by pair.",
)
def loop_product_of_sums(inputs, weights, bias):
    return sum(inputs) * sum(weights) + bias


@mistake(
    "neuron_loop",
    "one term too many",
    "It looks as if the loop goes one place beyond the end of the list: n inputs stand at the places "
    "0 to n - 1.",
)
def loop_one_too_many(inputs, weights, bias):
    output = bias
    for index in range(len(inputs) + 1):
        output += inputs[index] * weights[index]
    return output


@mistake(
    "neuron_loop",
    "three inputs only",
    "It looks as if exactly three inputs are written into the code: there may be one, two or six.",
)
def loop_three_only(inputs, weights, bias):
    return inputs[0] * weights[0] + inputs[1] * weights[1] + inputs[2] * weights[2] + bias


@mistake(
    "neuron_loop",
    "changes its inputs",
    "It looks as if both lists that you were given are changed on the way (append, insert, pop): leave "
    "them as they are, and make new ones where you need some.",
)
def loop_appends(inputs, weights, bias):
    inputs.append(1.0)
    weights.append(bias)
    return sum(value * weight for value, weight in zip(inputs, weights, strict=True))


@mistake(
    "neuron_loop",
    "changes one input",
    "It looks as if the list of inputs is changed on the way, by writing the products into it, perhaps: "
    "it belongs to whoever called you.",
)
def loop_writes_products(inputs, weights, bias):
    for index, weight in enumerate(weights):
        inputs[index] *= weight
    return sum(inputs) + bias


# neuron_dot


@mistake(
    "neuron_dot",
    "products not summed",
    "It looks as if the products are not added up: `*` on arrays multiplies entry by entry and leaves "
    "one number for each input.",
)
def dot_not_summed(inputs, weights, bias):
    return inputs * weights + bias


@mistake(
    "neuron_dot",
    "products not summed, bias left out",
    "It looks as if the products are not added up, and the bias is not there yet: `*` on arrays leaves "
    "one number for each input.",
)
def dot_products_alone(inputs, weights, bias):
    return inputs * weights


@mistake(
    "neuron_dot",
    "bias left out",
    "It looks as if the bias is left out: the answer is the dot product alone.",
)
def dot_without_bias(inputs, weights, bias):
    return np.dot(inputs, weights)


@mistake(
    "neuron_dot",
    "bias subtracted",
    "It looks as if the bias is subtracted. It is added, with the sign that it has.",
)
def dot_minus_bias(inputs, weights, bias):
    return np.dot(inputs, weights) - bias


@mistake(
    "neuron_dot",
    "bias added for every input",
    "It looks as if the bias is added to every product before the sum. It is added once, after the sum.",
)
def dot_bias_every_time(inputs, weights, bias):
    return np.sum(inputs * weights + bias)


@mistake(
    "neuron_dot",
    "bias added to the weights",
    "It looks as if the bias is added to the weights before the dot product. It comes after it.",
)
def dot_bias_on_weights(inputs, weights, bias):
    return np.dot(inputs, weights + bias)


@mistake(
    "neuron_dot",
    "bias added to the inputs",
    "It looks as if the bias is added to the inputs before the dot product. It comes after it.",
)
def dot_bias_on_inputs(inputs, weights, bias):
    return np.dot(inputs + bias, weights)


@mistake(
    "neuron_dot",
    "mean not sum",
    "It looks as if the products are averaged. A neuron adds them up.",
)
def dot_mean(inputs, weights, bias):
    return np.mean(inputs * weights) + bias


@mistake(
    "neuron_dot",
    "all pairs",
    "It looks as if every input is multiplied by every weight, a whole table: each input has one weight.",
)
def dot_outer(inputs, weights, bias):
    return np.outer(inputs, weights) + bias


@mistake(
    "neuron_dot",
    "array of one",
    "It looks as if the right number stands in an array of length 1: a neuron answers one bare number.",
)
def dot_array_of_one(inputs, weights, bias):
    return np.array([np.dot(inputs, weights) + bias])


@mistake(
    "neuron_dot",
    "truncated to integers",
    "It looks as if the products are stored among whole numbers when the inputs are whole: an array made "
    "like such inputs (zeros_like) cuts every product's decimals off.",
)
def dot_products_truncated(inputs, weights, bias):
    products = np.zeros_like(inputs)
    for index in range(len(inputs)):
        products[index] = inputs[index] * weights[index]
    return products.sum() + bias


@mistake(
    "neuron_dot",
    "weights truncated to integers",
    "It looks as if the weights take on the type of the inputs: with whole inputs the weights lose their "
    "decimals.",
)
def dot_weights_truncated(inputs, weights, bias):
    return np.dot(inputs, weights.astype(inputs.dtype)) + bias


@mistake(
    "neuron_dot",
    "inputs truncated to integers",
    "It looks as if the inputs are turned into whole numbers: 0.69 becomes 0 so.",
)
def dot_inputs_truncated(inputs, weights, bias):
    return np.dot(inputs.astype(int), weights) + bias


@mistake(
    "neuron_dot",
    "output truncated to integers",
    "It looks as if the output is turned into a whole number (int): its decimals belong to it.",
)
def dot_output_truncated(inputs, weights, bias):
    return int(np.dot(inputs, weights) + bias)


@mistake(
    "neuron_dot",
    "changes its inputs",
    "It looks as if the products are written over the inputs (`*=`): that changes the array of whoever "
    "called you, and whole numbers cannot take the products. `inputs * weights` makes a new array.",
)
def dot_in_place(inputs, weights, bias):
    inputs *= weights
    return inputs.sum() + bias


@mistake(
    "neuron_dot",
    "changes its weights",
    "It looks as if the products are written over the weights (`*=`): after one call the neuron has lost "
    "them. `inputs * weights` makes a new array.",
)
def dot_weights_in_place(inputs, weights, bias):
    weights *= inputs
    return weights.sum() + bias


# decision_line


@mistake(
    "decision_line",
    "sign of the slope",
    "It looks as if the slope has the wrong sign: when the first term goes to the other side of the "
    "equation, its sign turns.",
)
def line_slope_sign(weights, bias):
    return weights[0] / weights[1], -bias / weights[1]


@mistake(
    "decision_line",
    "sign of the intercept",
    "It looks as if the intercept has the wrong sign: when the bias goes to the other side of the equation, "
    "its sign turns.",
)
def line_intercept_sign(weights, bias):
    return -weights[0] / weights[1], bias / weights[1]


@mistake(
    "decision_line",
    "both signs",
    "It looks as if slope and intercept both have the wrong sign: what goes to the other side of the "
    "equation turns its sign, the first term and the bias alike.",
)
def line_both_signs(weights, bias):
    return weights[0] / weights[1], bias / weights[1]


@mistake(
    "decision_line",
    "weights exchanged",
    "It looks as if the two weights have changed places: x2 is the one to be left alone, so divide by "
    "the weight of x2.",
)
def line_exchanged(weights, bias):
    return -weights[1] / weights[0], -bias / weights[0]


@mistake(
    "decision_line",
    "weights exchanged in the slope",
    "It looks as if the slope is upside down: to leave x2 alone, everything is divided by the weight of x2.",
)
def line_slope_upside_down(weights, bias):
    return -weights[1] / weights[0], -bias / weights[1]


@mistake(
    "decision_line",
    "intercept divided by the first weight",
    "It looks as if the bias is divided by the first weight: that is where the line meets the x1 axis. "
    "The intercept is where it meets the x2 axis.",
)
def line_wrong_axis(weights, bias):
    return -weights[0] / weights[1], -bias / weights[0]


@mistake(
    "decision_line",
    "intercept not divided",
    "It looks as if the intercept is not divided by the second weight: the division falls on every term.",
)
def line_intercept_not_divided(weights, bias):
    return -weights[0] / weights[1], -bias


@mistake(
    "decision_line",
    "slope not divided",
    "It looks as if the slope is not divided by the second weight: the division falls on every term.",
)
def line_slope_not_divided(weights, bias):
    return -weights[0], -bias / weights[1]


@mistake(
    "decision_line",
    "nothing divided",
    "It looks as if nothing is divided by the second weight yet: what stands there is the second weight "
    "times x2, and x2 alone is asked for.",
)
def line_nothing_divided(weights, bias):
    return -weights[0], -bias


@mistake(
    "decision_line",
    "slope and intercept exchanged",
    "It looks as if slope and intercept have changed places: the slope comes first.",
)
def line_pair_exchanged(weights, bias):
    return -bias / weights[1], -weights[0] / weights[1]


@mistake(
    "decision_line",
    "bias left out",
    "It looks as if the bias is left out: the line goes through (0, 0), and the bias moves it away.",
)
def line_without_bias(weights, bias):
    return -weights[0] / weights[1], 0.0


@mistake(
    "decision_line",
    "changes its weights",
    "It looks as if the division is written into the weights that you were given (`/=`): make a new array.",
)
def line_in_place(weights, bias):
    second = float(weights[1])
    weights /= -second
    return weights[0], -bias / second


# Gates: one neuron can answer the four inputs in fourteen ways. One is right, and most others have a name here

GATES = {
    "never": ([1.0, 1.0], -3.0),
    "always": ([1.0, 1.0], 1.0),
    "and": ([1.0, 1.0], -1.5),
    "or": ([1.0, 1.0], -0.5),
    "nand": ([-1.0, -1.0], 1.5),
    "nor": ([-1.0, -1.0], 0.5),
    "first": ([1.0, 0.0], -0.5),
    "second": ([0.0, 1.0], -0.5),
    "first without second": ([1.0, -1.0], -0.5),
    "second without first": ([-1.0, 1.0], -0.5),
    "not second without first": ([1.0, -1.0], 0.5),
    "not first without second": ([-1.0, 1.0], 0.5),
}


def _answer(weights, bias):
    return lambda: (list(weights), bias)


NEVER = "It looks as if the neuron never fires. Work out the sum on (1, 1): how much is missing to get above 0?"
ALWAYS = (
    "It looks as if the neuron always fires, even when nothing is given: on (0, 0) the bias is all that "
    "there is. Which sign must it have?"
)
ONE_DECIDES = "It looks as if the {} input decides alone: the other one changes no decision."
HOLDS_BACK = (
    "It looks as if the {} input holds the neuron back: its weight pushes down. Here both inputs should "
    "push up."
)

for name, gate, hint in (
    ("never fires", "never", NEVER),
    ("always fires", "always", ALWAYS),
    (
        "is an OR",
        "or",
        "It looks as if the neuron is an OR: one input is enough to make it fire. Either input alone should "
        "stay at 0 or below, and only both together should get above.",
    ),
    ("fires on one input", "first", ONE_DECIDES.format("first")),
    ("fires on the other input", "second", ONE_DECIDES.format("second")),
    (
        "is turned round",
        "nand",
        "It looks as if the neuron is the opposite of an AND: silent on (1, 1), firing everywhere else. Look "
        "at all the signs.",
    ),
    (
        "fires on none given",
        "nor",
        "It looks as if the neuron fires on (0, 0) alone: the inputs hold it back where they should push.",
    ),
    ("second input holds back", "first without second", HOLDS_BACK.format("second")),
    ("first input holds back", "second without first", HOLDS_BACK.format("first")),
):
    mistake("and_gate", name, hint)(_answer(*GATES[gate]))

for name, gate, hint in (
    (
        "is an AND",
        "and",
        "It looks as if the neuron is an AND: it waits for both inputs. Each one alone should be enough: "
        "what may the bias take away at most?",
    ),
    ("never fires", "never", NEVER),
    ("fires on none given", "always", ALWAYS),
    (
        "the smaller weight is too weak",
        "second",
        "It looks as if the second input decides alone: the first one's weight is not enough to get above 0.",
    ),
    (
        "the first input alone",
        "first",
        "It looks as if the first input decides alone: the second one's weight is not enough to get above 0.",
    ),
    (
        "is turned round",
        "nor",
        "It looks as if the neuron is the opposite of an OR: it fires on (0, 0) alone. Look at all the signs.",
    ),
    (
        "silent on both given",
        "nand",
        "It looks as if the neuron is silent on (1, 1) alone: the inputs hold it back where they should push.",
    ),
    ("second input holds back", "not second without first", HOLDS_BACK.format("second")),
    ("first input holds back", "not first without second", HOLDS_BACK.format("first")),
):
    mistake("or_gate", name, hint)(_answer(*GATES[gate]))


# repair_neuron


@mistake(
    "repair_neuron",
    "bias still inside the loop",
    "It looks as if the bias still counts once for every input: move it out of what the loop repeats.",
)
def repair_not_yet(inputs, weights, bias):
    return loop_bias_every_time(inputs, weights, bias)


@mistake(
    "repair_neuron",
    "bias lost",
    "It looks as if the bias is gone altogether. It has to count once.",
)
def repair_lost(inputs, weights, bias):
    return loop_without_bias(inputs, weights, bias)


@mistake(
    "repair_neuron",
    "bias twice",
    "It looks as if the bias counts twice: once before the loop and once after it, perhaps.",
)
def repair_twice(inputs, weights, bias):
    return loop_without_bias(inputs, weights, bias) + 2 * bias


@mistake(
    "repair_neuron",
    "bias once more than inputs",
    "It looks as if the sum starts at the bias, and the loop still adds it every time.",
)
def repair_once_more(inputs, weights, bias):
    return bias + loop_bias_every_time(inputs, weights, bias)


@mistake(
    "repair_neuron",
    "returns in the first round",
    "It looks as if only the first input takes part: did the `return` slip into the loop?",
)
def repair_returns_early(inputs, weights, bias):
    return inputs[0] * weights[0] + bias


@mistake(
    "repair_neuron",
    "keeps the last product only",
    "It looks as if only the last input takes part: each round seems to replace the total where it "
    "should add to it.",
)
def repair_replaces(inputs, weights, bias):
    return inputs[-1] * weights[-1] + bias


@mistake(
    "repair_neuron",
    "last input dropped",
    "It looks as if the last input does not take part: does the loop stop one early?",
)
def repair_last_dropped(inputs, weights, bias):
    return loop_last_dropped(inputs, weights, bias)


# neuron_order


@mistake(
    "neuron_order",
    "returns before the loop",
    "It looks as if `return ups` (line C) comes before the counting: whatever stands after a `return` never runs.",
)
def order_returns_early():
    return "E C B D F A"


@mistake(
    "neuron_order",
    "starts after the loop",
    "It looks as if `ups = 0` (line E) comes after the loop, which needs it: a count starts before it counts.",
)
def order_starts_late():
    return "B D F A E C"


@mistake(
    "neuron_order",
    "uses a name before it is made",
    "It looks as if a line uses `push` or `ups` before the line that makes it has run: line D makes "
    "`push`, and line E makes `ups`.",
)
def order_asks_early():
    return "E B F A D C"


@mistake(
    "neuron_order",
    "counts before it asks",
    "It looks as if line A, which counts, stands before the question of line F: it is indented, and belongs under the `if`.",
)
def order_counts_first():
    return "E B D A F C"


@mistake(
    "neuron_order",
    "multiplies before the loop",
    "It looks as if line D stands before the loop of line B: it is indented, and `value` has a value only inside.",
)
def order_multiplies_first():
    return "E D B F A C"


@mistake(
    "neuron_order",
    "no return",
    "It looks as if line C is left out: without `return` the count stays inside.",
)
def order_without_return():
    return "E B D F A"


# Predictions

wrong_prediction(
    "remember_list",
    3,
    "An array times two keeps its length. A list times two is something else: the list, and once more the list.",
)
wrong_prediction("remember_axis", (4,), "axis=0 is the axis that disappears: down the rows.")
wrong_prediction(
    "remember_axis", 3, "The number is right. A shape is written in brackets, with a comma: (3,)."
)
wrong_prediction("remember_axis", (1, 3), "That would be so with keepdims=True.")
wrong_prediction("remember_axis", (4, 1), "That would be axis=1 with keepdims=True.")
wrong_prediction(
    "remember_view", 1, "A slice of an array is a view: both names look at the same numbers."
)
wrong_prediction("predict_one_input", 1.0, "That is the weighted input; the bias is still to come.")
wrong_prediction(
    "predict_one_input", 4.0, "The bias is added as it is: adding -3 lowers the output."
)
wrong_prediction("predict_one_input", -0.5, "The weight multiplies; it is the bias that is added.")
wrong_prediction("predict_neuron", 0.3, "That is the weighted sum; the bias is still to come.")
wrong_prediction("predict_neuron", 6.3, "The bias is added once, not for every input.")
wrong_prediction("predict_neuron", 5.3, "One weight is negative: its input takes away.")
wrong_prediction(
    "predict_integers",
    1.9,
    "The array was made of whole numbers, and it goes on to hold whole numbers.",
)
wrong_prediction("predict_integers", 2.0, "Nothing is rounded: the decimals are cut off.")
wrong_prediction("predict_side", False, "Work out 1 * 3 + 2 * 1 - 4: is it above 0?")
wrong_prediction("predict_gate", 0, "On (0, 0) only the bias is left, and it is above 0.")
wrong_prediction(
    "predict_gate", 3, "The weights pull down here: each input that is 1 holds the neuron back."
)
XOR_TABLE = {
    "BCEHJ": "The letters are the right ones: write them with a space between two.",
    "B C E H": "The four rows are right; the fifth letter, for the sum, is still missing.",
    "B C E H I": "The four rows are right. Count the biases: there is one in each of the two rows.",
    "B C E H K": "The four rows are right. In the sum each weight comes once; the bias stands in both rows.",
    "B E C H J": "Nearly: look again at which input is 1 in the second row, and which in the third.",
    "A D F G J": "These four are for the opposite gate, which fires on (0, 0) and (1, 1).",
    "B C E G J": "Look at the last row again: XOR is silent on (1, 1).",
    "A C E H J": "Look at the first row again: XOR is silent on (0, 0).",
    "B D F H J": "Look at the two rows in the middle again: XOR fires there.",
}
for value, hint in XOR_TABLE.items():
    wrong_prediction("predict_xor_table", value, hint)
wrong_prediction(
    "predict_neuron_bug", "A", "With one input the loop runs once, and the answer is right."
)
wrong_prediction("predict_neuron_bug", "B", "A bias of 0 may be added as often as you like.")
wrong_prediction(
    "predict_neuron_bug", "D", "Do the weights matter here? Look at the bias, and count the rounds."
)
