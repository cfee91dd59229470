"""Lesson 02, wrong on purpose."""

from itertools import pairwise

import numpy as np

from solutions.registry import mistake, wrong_prediction


def order(name, letters, hint):
    """Announce a wrong order of lines."""
    mistake("layer_order", name, hint)(lambda: letters)


NOT_RESET = (
    "It looks as if the sum is not set back to 0 between neurons: each neuron starts from what the one "
    "before it has left."
)
order("sum not reset", "G C A E B F", NOT_RESET)
order(
    "running sums",
    "C A D E B H",
    "It looks as if the total is put into the list after every product: one number for each weight comes "
    "back, and one for each neuron is wanted.",
)
order(
    "running sums, not reset",
    "C G A E B H",
    "It looks as if the total is put into the list after every product, and is never set back to 0 "
    "between neurons.",
)
order(
    "appended too early",
    "C A D F E B",
    "It looks as if the total is put into the list before the products are added to it: it is still 0 then.",
)
order(
    "appended before each product",
    "C A D E H B",
    "It looks as if the total is put into the list inside the loop over the inputs, before each product "
    "is added.",
)
order(
    "appended twice",
    "C A D E B H F",
    "It looks as if the total is put into the list in both loops. Once for each neuron is enough, when "
    "its sum is complete.",
)


@mistake(
    "layer_loops",
    "one bias for all neurons",
    "It looks as if every neuron gets the first bias. Each neuron has a bias of its own: biases[j] for "
    "neuron j.",
)
def loops_first_bias(inputs, weights, biases):
    return [sum(x * w for x, w in zip(inputs, row, strict=True)) + biases[0] for row in weights]


@mistake(
    "layer_loops",
    "the last bias for all neurons",
    "It looks as if every neuron gets the last bias. Is a loop over the biases finished before the sums "
    "begin?",
)
def loops_last_bias(inputs, weights, biases):
    return [sum(x * w for x, w in zip(inputs, row, strict=True)) + biases[-1] for row in weights]


@mistake("layer_loops", "sum not reset", NOT_RESET)
def loops_not_reset(inputs, weights, biases):
    outputs, output = [], 0.0
    for row, bias in zip(weights, biases, strict=True):
        for x, w in zip(inputs, row, strict=True):
            output += x * w
        output += bias
        outputs.append(output)
    return outputs


@mistake(
    "layer_loops",
    "sum not reset, biases apart",
    "It looks as if the weighted sum is not set back to 0 between neurons, while the biases are added apart "
    "from it: each neuron's sum still holds the sums of those before it.",
)
def loops_not_reset_biases_apart(inputs, weights, biases):
    outputs, output = [], 0.0
    for row, bias in zip(weights, biases, strict=True):
        for x, w in zip(inputs, row, strict=True):
            output += x * w
        outputs.append(output + bias)
    return outputs


@mistake(
    "layer_loops",
    "biases summed",
    "It looks as if the sum of all biases is added to every neuron. Each neuron has a bias of its own.",
)
def loops_biases_summed(inputs, weights, biases):
    return [sum(x * w for x, w in zip(inputs, row, strict=True)) + sum(biases) for row in weights]


@mistake("layer_loops", "bias left out", "It looks as if the biases are left out.")
def loops_no_bias(inputs, weights, biases):
    return [sum(x * w for x, w in zip(inputs, row, strict=True)) for row in weights]


@mistake(
    "layer_loops",
    "bias for every input",
    "It looks as if the bias is added inside the loop over the inputs, once for every input. It is added "
    "once for each neuron.",
)
def loops_bias_for_every_input(inputs, weights, biases):
    return [
        sum(x * w + bias for x, w in zip(inputs, row, strict=True))
        for row, bias in zip(weights, biases, strict=True)
    ]


@mistake("layer_loops", "bias subtracted", "It looks as if the biases are subtracted.")
def loops_bias_subtracted(inputs, weights, biases):
    return [
        sum(x * w for x, w in zip(inputs, row, strict=True)) - bias
        for row, bias in zip(weights, biases, strict=True)
    ]


@mistake(
    "layer_loops",
    "mean, not sum",
    "It looks as if the products are averaged: the sum is divided by the number of inputs.",
)
def loops_mean(inputs, weights, biases):
    return [
        sum(x * w for x, w in zip(inputs, row, strict=True)) / len(inputs) + bias
        for row, bias in zip(weights, biases, strict=True)
    ]


@mistake(
    "layer_loops",
    "last input dropped",
    "It looks as if the last input is left out: does the loop over the inputs stop one too early?",
)
def loops_last_input_dropped(inputs, weights, biases):
    return [
        sum(x * w for x, w in zip(inputs[:-1], row, strict=False)) + bias
        for row, bias in zip(weights, biases, strict=True)
    ]


@mistake(
    "layer_loops",
    "counts neurons for inputs",
    "It looks as if the loop over the inputs takes as many steps as there are neurons. The two numbers are "
    "the same only by chance.",
)
def loops_counts_neurons(inputs, weights, biases):
    return [
        sum(inputs[i] * weights[j][i] for i in range(len(weights))) + biases[j]
        for j in range(len(weights))
    ]


@mistake(
    "layer_loops",
    "rows and columns exchanged",
    "It looks as if the two indices of the weights are exchanged. The first says which neuron, the second "
    "which input.",
)
def loops_exchanged(inputs, weights, biases):
    return [
        sum(inputs[i] * weights[i][j] for i in range(len(inputs))) + biases[j]
        for j in range(len(biases))
    ]


@mistake(
    "layer_loops",
    "one number for the layer",
    "It looks as if the outputs of all neurons are added up. Each neuron keeps its own number.",
)
def loops_one_number(inputs, weights, biases):
    return sum(
        sum(x * w for x, w in zip(inputs, row, strict=True)) + bias
        for row, bias in zip(weights, biases, strict=True)
    )


@mistake(
    "layer_loops",
    "stops after the first neuron",
    "It looks as if only the first neuron's number comes back: a `return` inside the loop ends the function "
    "there.",
)
def loops_first_neuron(inputs, weights, biases):
    return sum(x * w for x, w in zip(inputs, weights[0], strict=True)) + biases[0]


@mistake(
    "layer_loops",
    "a list of the first neuron",
    "It looks as if the list comes back with the first neuron's number only: a `return` inside the loop ends "
    "the function there.",
)
def loops_list_of_first(inputs, weights, biases):
    return [loops_first_neuron(inputs, weights, biases)]


@mistake(
    "layer_loops",
    "only the last neuron",
    "It looks as if only the last neuron's number comes back. Each neuron's number is to be kept in a list.",
)
def loops_last_neuron(inputs, weights, biases):
    return sum(x * w for x, w in zip(inputs, weights[-1], strict=True)) + biases[-1]


@mistake(
    "layer_loops",
    "products not added up",
    "It looks as if the products are not added up: a list of numbers comes back for each neuron, and one "
    "number is wanted.",
)
def loops_products(inputs, weights, biases):
    return [[x * w for x, w in zip(inputs, row, strict=True)] for row in weights]


@mistake(
    "layer_loops",
    "changes its input",
    "It looks as if the list of biases that you were given is changed, by writing into it or by taking from "
    "it: work with a list of your own.",
)
def loops_changes_biases(inputs, weights, biases):
    for j, row in enumerate(weights):
        for x, w in zip(inputs, row, strict=True):
            biases[j] += x * w
    return biases


@mistake(
    "layer_dot",
    "transposed",
    "It looks as if the inputs meet the columns of the weights, as in a product the other way round. That "
    "runs only when there are as many neurons as inputs. One neuron's weights are a row here.",
)
def dot_transposed(inputs, weights, biases):
    return np.dot(inputs, weights) + biases


@mistake(
    "layer_dot",
    "reshape instead of a product that fits",
    "It looks as if reshape made the weights fit. It keeps the order of the numbers and cuts them into "
    "other rows, so that weights of different neurons are mixed.",
)
def dot_reshape(inputs, weights, biases):
    return np.dot(inputs, weights.reshape(len(inputs), -1)) + biases


@mistake("layer_dot", "bias left out", "It looks as if the biases are left out.")
def dot_no_bias(inputs, weights, biases):
    return np.dot(weights, inputs)


@mistake("layer_dot", "bias subtracted", "It looks as if the biases are subtracted.")
def dot_bias_subtracted(inputs, weights, biases):
    return np.dot(weights, inputs) - biases


@mistake(
    "layer_dot",
    "one bias for all neurons",
    "It looks as if every neuron gets the first bias. Added to an array, an array of biases goes entry by "
    "entry.",
)
def dot_first_bias(inputs, weights, biases):
    return np.dot(weights, inputs) + biases[0]


@mistake(
    "layer_dot",
    "biases summed",
    "It looks as if the sum of all biases is added to every neuron. Added to an array, an array of biases "
    "goes entry by entry.",
)
def dot_biases_summed(inputs, weights, biases):
    return np.dot(weights, inputs) + biases.sum()


@mistake(
    "layer_dot",
    "bias added to the weights",
    "It looks as if each bias is added to its neuron's weights, so that every input is multiplied by it. "
    "It is added once, after the product.",
)
def dot_bias_in_weights(inputs, weights, biases):
    return np.dot(weights + biases[:, np.newaxis], inputs)


@mistake(
    "layer_dot",
    "products not added up",
    "It looks as if the products of weights and inputs are not added up: * multiplies entry by entry, and "
    "each row still needs its sum.",
)
def dot_products(inputs, weights, biases):
    return weights * inputs


@mistake(
    "layer_dot",
    "products not added up, biases added",
    "It looks as if the products of weights and inputs are not added up: * multiplies entry by entry, and "
    "the biases are added to every product.",
)
def dot_products_and_biases(inputs, weights, biases):
    return weights * inputs + biases[:, np.newaxis]


@mistake(
    "layer_dot",
    "products not added up, biases along the inputs",
    "It looks as if the products of weights and inputs are not added up: * multiplies entry by entry, and "
    "each row still needs its sum.",
)
def dot_products_and_flat_biases(inputs, weights, biases):
    return weights * inputs + biases


@mistake(
    "layer_dot",
    "one sum for all neurons",
    "It looks as if the products of all neurons are added up to one number. Each row of the weights has "
    "a sum of its own.",
)
def dot_one_sum(inputs, weights, biases):
    return (weights * inputs).sum() + biases


@mistake(
    "layer_dot",
    "summed down the columns",
    "It looks as if the products are added up down the columns (axis 0), over the neurons. A neuron adds "
    "along its row (axis 1), over its inputs.",
)
def dot_wrong_axis(inputs, weights, biases):
    return (weights * inputs).sum(axis=0) + biases


@mistake(
    "layer_dot",
    "summed down the columns, no biases",
    "It looks as if the products are added up down the columns (axis 0), over the neurons, and the biases are "
    "left out. A neuron adds along its row (axis 1), over its inputs.",
)
def dot_wrong_axis_no_bias(inputs, weights, biases):
    return (weights * inputs).sum(axis=0)


@mistake(
    "layer_dot",
    "a column",
    "It looks as if the outputs stand in a column, (n_neurons, 1). Here they are flat, (n_neurons,).",
)
def dot_column(inputs, weights, biases):
    return np.dot(weights, inputs.reshape(-1, 1)) + biases.reshape(-1, 1)


@mistake(
    "layer_dot",
    "a table",
    "It looks as if a column, (n_neurons, 1), and the flat biases, (n_neurons,), were added: broadcasting "
    "makes a table of every sum with every bias. Keep both flat.",
)
def dot_table(inputs, weights, biases):
    return np.dot(weights, inputs.reshape(-1, 1)) + biases


@mistake(
    "layer_dot",
    "one number for the layer",
    "It looks as if the outputs of all neurons are added up. Each neuron keeps its own number.",
)
def dot_one_number(inputs, weights, biases):
    return (np.dot(weights, inputs) + biases).sum()


@mistake(
    "layer_dot",
    "changes its input",
    "It looks as if the array of biases that you were given is changed in place (+=, out=): make a new array "
    "for the outputs.",
)
def dot_changes_biases(inputs, weights, biases):
    biases += np.dot(weights, inputs)
    return biases


@mistake(
    "read_layer",
    "exchanged",
    "It looks as if inputs and neurons are exchanged, and with them the number of biases. The weights have "
    "one row for each neuron and one column for each input.",
)
def read_exchanged(weights):
    return weights.shape[0], weights.shape[1], weights.size + weights.shape[1]


@mistake(
    "read_layer",
    "exchanged, parameters right",
    "It looks as if inputs and neurons are exchanged. The weights have one row for each neuron and one column "
    "for each input.",
)
def read_exchanged_parameters_right(weights):
    return weights.shape[0], weights.shape[1], weights.size + weights.shape[0]


@mistake(
    "read_layer",
    "a bias for each input",
    "It looks as if one bias is counted for each input. A bias belongs to a neuron.",
)
def read_bias_for_each_input(weights):
    return weights.shape[1], weights.shape[0], weights.size + weights.shape[1]


@mistake(
    "read_layer",
    "one bias for the layer",
    "It looks as if one bias is counted for the whole layer. Each neuron has one.",
)
def read_one_bias(weights):
    return weights.shape[1], weights.shape[0], weights.size + 1


@mistake("read_layer", "no biases", "It looks as if only the weights are counted, no biases.")
def read_no_biases(weights):
    return weights.shape[1], weights.shape[0], weights.size


@mistake(
    "read_layer",
    "rows for both",
    "It looks as if the number of rows is taken for the inputs as well as for the neurons: len of an array "
    "counts its rows.",
)
def read_rows_for_both(weights):
    return len(weights), len(weights), weights.size + len(weights)


@mistake(
    "read_layer",
    "weights for neurons",
    "It looks as if every weight is counted as a neuron. A neuron is a whole row of weights.",
)
def read_weights_for_neurons(weights):
    return weights.shape[1], weights.size, weights.size + weights.size


@mistake("count_parameters", "no biases", "It looks as if only the weights are counted, no biases.")
def count_no_biases(layer_sizes):
    return sum(a * b for a, b in pairwise(layer_sizes))


@mistake(
    "count_parameters",
    "counts inputs as neurons",
    "It looks as if the inputs are counted as neurons: they get biases too. Inputs are given, they have "
    "no parameters of their own.",
)
def count_inputs_as_neurons(layer_sizes):
    return count_no_biases(layer_sizes) + sum(layer_sizes)


@mistake(
    "count_parameters",
    "a bias for each input",
    "It looks as if each layer gets as many biases as it has inputs. It has one for each of its neurons.",
)
def count_bias_for_each_input(layer_sizes):
    return count_no_biases(layer_sizes) + sum(layer_sizes[:-1])


@mistake(
    "count_parameters",
    "one bias for each layer",
    "It looks as if each layer gets one bias. Each neuron has one.",
)
def count_one_bias_for_each_layer(layer_sizes):
    return count_no_biases(layer_sizes) + len(layer_sizes) - 1


@mistake(
    "count_parameters",
    "only biases",
    "It looks as if only the biases are counted, and no weights.",
)
def count_only_biases(layer_sizes):
    return sum(layer_sizes[1:])


@mistake(
    "count_parameters",
    "adds the sizes",
    "It looks as if the sizes are added up. Every neuron has a weight for each of its inputs.",
)
def count_adds_sizes(layer_sizes):
    return sum(layer_sizes)


@mistake(
    "count_parameters",
    "multiplies all sizes",
    "It looks as if all sizes are multiplied with each other. Each layer has weights of its own; layers "
    "are added up.",
)
def count_multiplies_all(layer_sizes):
    return int(np.prod(layer_sizes))


@mistake(
    "count_parameters",
    "multiplies all sizes, biases added",
    "It looks as if all sizes are multiplied with each other for the weights. Each layer has weights of its "
    "own; layers are added up.",
)
def count_multiplies_all_and_biases(layer_sizes):
    return int(np.prod(layer_sizes)) + sum(layer_sizes[1:])


@mistake(
    "count_parameters",
    "last layer left out",
    "It looks as if the last layer is left out: does the loop stop one too early?",
)
def count_last_left_out(layer_sizes):
    return sum(a * b + b for a, b in pairwise(layer_sizes[:-1]))


@mistake(
    "count_parameters",
    "first layer only",
    "It looks as if the first layer alone is counted. A `return` inside the loop would do that.",
)
def count_first_only(layer_sizes):
    return layer_sizes[0] * layer_sizes[1] + layer_sizes[1]


@mistake(
    "count_parameters",
    "last layer only",
    "It looks as if the last layer alone is counted. Is the count set anew for each layer, where it should "
    "grow?",
)
def count_last_only(layer_sizes):
    return layer_sizes[-2] * layer_sizes[-1] + layer_sizes[-1]


@mistake(
    "count_parameters",
    "a list of counts",
    "It looks as if each layer's count comes back in a list. One number is wanted, their sum.",
)
def count_list(layer_sizes):
    return [a * b + b for a, b in pairwise(layer_sizes)]


@mistake(
    "count_parameters",
    "changes its input",
    "It looks as if the list that you were given is changed (pop, del, append): the caller still needs it as "
    "it was.",
)
def count_pops(layer_sizes):
    total, before = 0, layer_sizes.pop(0)
    while layer_sizes:
        size = layer_sizes.pop(0)
        total += before * size + size
        before = size
    return total


@mistake(
    "repair_layer",
    "as before",
    "It looks as if the loop still takes as many steps as there are biases. Which number should it count?",
)
def repair_as_before(inputs, weights, biases):
    outputs = biases.copy()
    for i in range(len(biases)):
        outputs += inputs[i] * weights[:, i]
    return outputs


@mistake(
    "repair_layer",
    "stops at the smaller number",
    "It looks as if the loop takes as many steps as the smaller of the two numbers: no error any more, but "
    "inputs beyond the number of neurons are still left out.",
)
def repair_smaller(inputs, weights, biases):
    outputs = biases.copy()
    for i in range(min(len(inputs), len(biases))):
        outputs += inputs[i] * weights[:, i]
    return outputs


@mistake(
    "repair_layer",
    "rows for columns",
    "It looks as if the weights are taken row by row. Input i has its weights in column i, one for each "
    "neuron.",
)
def repair_rows(inputs, weights, biases):
    outputs = biases.copy()
    for i in range(len(inputs)):
        outputs += inputs[i] * weights[i]
    return outputs


@mistake(
    "repair_layer",
    "changes its input",
    "It looks as if the biases that you were given are changed: without a copy, a second name such as "
    "`outputs` still means the same array.",
)
def repair_changes_biases(inputs, weights, biases):
    outputs = biases
    for i in range(len(inputs)):
        outputs += inputs[i] * weights[:, i]
    return outputs


@mistake(
    "repair_layer",
    "bias for every input",
    "It looks as if the biases are added again for every input. They are there from the start, once.",
)
def repair_bias_for_every_input(inputs, weights, biases):
    outputs = np.zeros_like(biases)
    for i in range(len(inputs)):
        outputs += inputs[i] * weights[:, i] + biases
    return outputs


@mistake(
    "repair_layer",
    "biases twice",
    "It looks as if the biases are added twice: the outputs begin with them already.",
)
def repair_biases_twice(inputs, weights, biases):
    return np.dot(weights, inputs) + 2 * biases


@mistake("repair_layer", "bias left out", "It looks as if the biases are left out.")
def repair_no_bias(inputs, weights, biases):
    return np.dot(weights, inputs)


@mistake(
    "repair_layer",
    "last input dropped",
    "It looks as if the last input is left out: does the loop stop one too early?",
)
def repair_last_dropped(inputs, weights, biases):
    outputs = biases.copy()
    for i in range(len(inputs) - 1):
        outputs += inputs[i] * weights[:, i]
    return outputs


@mistake(
    "repair_layer",
    "stops after the first input",
    "It looks as if only the first input is added. A `return` inside the loop would do that.",
)
def repair_first_only(inputs, weights, biases):
    return biases + inputs[0] * weights[:, 0]


@mistake(
    "repair_layer",
    "last input only",
    "It looks as if only the last input is added. Is `outputs` set anew for each input, where it should "
    "grow?",
)
def repair_last_only(inputs, weights, biases):
    return biases + inputs[-1] * weights[:, -1]


SUM = [[1.0, 1.0], [1.0, 1.0]]


def gates(name, answer, hint):
    """Announce two neurons and a third that compute something else."""
    mistake("xor_layer", name, hint)(lambda: answer)


gates(
    "is an OR",
    (SUM, [-0.5, -1.5], [1.0, 0.0], -0.5),
    "It looks as if your network is an OR: it fires on (1, 1) too. One of the two neurons should know about "
    "both and hold the last one back.",
)
gates(
    "is an AND",
    (SUM, [-0.5, -1.5], [0.0, 1.0], -0.5),
    "It looks as if your network is an AND: it fires on (1, 1), and only there.",
)
gates(
    "is a NAND",
    (SUM, [-0.5, -1.5], [0.0, -1.0], 0.5),
    "It looks as if your network fires on everything but (1, 1), so on (0, 0) too. It should also ask for "
    "at least one.",
)
gates(
    "is a NOR",
    (SUM, [-0.5, -1.5], [-1.0, 0.0], 0.5),
    "It looks as if your network fires on (0, 0), and only there.",
)
gates(
    "the other way round",
    (SUM, [-0.5, -1.5], [-1.0, 1.0], 0.5),
    "It looks as if your network answers the other way round everywhere: it fires where the inputs are "
    "alike. Think of the signs of the last neuron.",
)
gates(
    "never fires",
    (SUM, [-0.5, -1.5], [1.0, -1.0], -1.5),
    "It looks as if your last neuron never fires. What does the weighted sum come to before its bias, when "
    "the first neuron fires and the second does not?",
)
gates(
    "always fires",
    (SUM, [-0.5, -1.5], [1.0, -1.0], 1.5),
    "It looks as if your last neuron always fires: its bias may be too large.",
)
gates(
    "first input only",
    ([[1.0, -1.0], [1.0, 1.0]], [-0.5, -1.5], [1.0, 0.0], -0.5),
    "It looks as if your network fires on (1, 0) and not on (0, 1).",
)
gates(
    "second input only",
    ([[-1.0, 1.0], [1.0, 1.0]], [-0.5, -1.5], [1.0, 0.0], -0.5),
    "It looks as if your network fires on (0, 1) and not on (1, 0).",
)
gates(
    "no room",
    (SUM, [0.0, -1.0], [1.0, -1.0], 0.0),
    "It looks as if the lines of your neurons pass right through corners: the four corners are answered "
    "well, but a small step to one side changes the answer. Put the lines between the corners.",
)

wrong_prediction(
    "remember_neuron", -2.0, "That is the weighted sum; the bias is still to be added."
)
wrong_prediction("remember_neuron", 6.0, "It looks as if the bias was added for each input.")
wrong_prediction("remember_neuron", -6.0, "It looks as if the bias was subtracted.")
wrong_prediction(
    "remember_gate", True, "The sum comes to exactly 0 here. A gate fires when it is above 0."
)
wrong_prediction("remember_gate", "yes", "Please answer True or False, without quotes.")
wrong_prediction("remember_gate", "no", "Please answer True or False, without quotes.")
wrong_prediction(
    "remember_layer_axis",
    (5,),
    "A mean over axis 0 runs down the rows, so that the rows are what goes away.",
)
wrong_prediction(
    "remember_layer_axis",
    (1, 2),
    "That would be with keepdims=True. Without it, axis 0 goes away altogether.",
)
wrong_prediction(
    "remember_layer_axis", 2, "The number is right. As a shape it is a tuple: (2,), with a comma."
)
wrong_prediction(
    "predict_three_outputs", (-0.5, 6.0, 4.0), "Two are right. The third neuron has a bias, too."
)
wrong_prediction(
    "predict_three_outputs",
    (-0.5, 5.5, 10.5),
    "It looks as if each sum went on where the last one ended.",
)
wrong_prediction(
    "predict_three_outputs",
    5.0,
    "That is what the third neuron gives. All three outputs are asked for.",
)
wrong_prediction(
    "predict_terms", 3, "Count them one by one: i = 0, i = 1 and so on, up to i = n itself."
)
wrong_prediction(
    "predict_exchanged", (21, 43), "That is np.dot(A, v): each row with v. Here v comes first."
)
wrong_prediction(
    "predict_exchanged",
    (12, 34),
    "Multiply as well as add: the second of each pair is multiplied by 10.",
)
wrong_prediction("predict_parameters", 640, "Those are the weights. Each neuron has a bias, too.")
wrong_prediction(
    "predict_parameters", 704, "It looks as if each input got a bias. Neurons have them."
)
wrong_prediction("predict_parameters", 74, "It looks as if the sizes were added up.")
wrong_prediction(
    "predict_parameters", 641, "It looks as if the layer got one bias. Each neuron has one."
)
wrong_prediction("predict_cause", "a", "The copy keeps the caller's biases safe; it does no harm.")
wrong_prediction(
    "predict_cause",
    "b",
    "Column i holds what each neuron makes of input i: that is the one needed here.",
)
wrong_prediction("predict_cause", "d", "Adding to the outputs again and again is how a sum grows.")
wrong_prediction(
    "predict_layer_shape",
    ((8, 2), (2,)),
    "What comes out is right. In this lesson one neuron's weights are a row: the neurons come first.",
)
wrong_prediction(
    "predict_layer_shape",
    ((8, 2), (8,)),
    "It looks as if inputs and neurons are exchanged. The neurons come first, one row each.",
)
wrong_prediction(
    "predict_layer_shape",
    ((2, 8), (8,)),
    "The weights are right. Eight numbers go in; what comes out is one number for each neuron.",
)
wrong_prediction(
    "predict_layer_shape",
    ((2, 8), (2, 8)),
    "The weights are right. Each row is summed to one number, so that one axis goes away.",
)
wrong_prediction(
    "predict_layer_shape",
    ((2, 8), (2, 1)),
    "The weights are right. Flat inputs give flat outputs: one axis only.",
)
wrong_prediction(
    "predict_layer_shape",
    ((2, 8), 2),
    "Nearly. A shape is a tuple, and a tuple of one number is written with a comma: (2,).",
)
wrong_prediction(
    "predict_layer_shape", (2, 8), "That is the shape of the weights. Which shape comes out?"
)
