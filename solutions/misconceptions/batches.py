"""Lesson 03, wrong on purpose."""

import numpy as np

from solutions.reference.batches import batch_dot as right_batch_dot
from solutions.registry import mistake, wrong_prediction

# batch_dot --------------------------------------------------------------------------------------


@mistake(
    "batch_dot",
    "not transposed",
    "It looks as if X is multiplied with the weights as they lie: the inner sizes are then inputs and "
    "neurons. Both have the inputs along axis 1; in a product, the right one needs them along axis 0.",
)
def batch_dot_not_transposed(X, weights, biases):
    return X @ weights + biases


@mistake(
    "batch_dot",
    "reshape instead of transpose",
    "It looks as if the weights were given their new shape by reshape: it keeps the reading order, so that "
    "weights of different neurons get mixed. Turning rows into columns is a transpose.",
)
def batch_dot_reshape(X, weights, biases):
    return X @ weights.reshape(weights.shape[1], weights.shape[0]) + biases


@mistake(
    "batch_dot",
    "bias along the batch",
    "It looks as if the biases run down the batch, one for each row. A bias belongs to a neuron, and the "
    "neurons lie along axis 1 of the output.",
)
def batch_dot_bias_along_batch(X, weights, biases):
    return X @ weights.T + biases[:, np.newaxis]


@mistake(
    "batch_dot",
    "one row repeated",
    "It looks as if every row of the output is made from the first row of X. Each row is a sample of its "
    "own.",
)
def batch_dot_first_row_repeated(X, weights, biases):
    return np.array([weights @ X[0] + biases for _ in X])


@mistake(
    "batch_dot",
    "last row repeated",
    "It looks as if every row of the output is made from the last row of X. Each row is a sample of its "
    "own.",
)
def batch_dot_last_row_repeated(X, weights, biases):
    return np.array([weights @ X[-1] + biases for _ in X])


@mistake(
    "batch_dot",
    "batch of one squeezed",
    "It looks as if an axis of length 1 gets lost: a batch of one row should give an output of one row, "
    "with two axes.",
)
def batch_dot_squeezed(X, weights, biases):
    return np.squeeze(X @ weights.T + biases)


@mistake(
    "batch_dot",
    "neurons down, samples across",
    "It looks as if the output has one row for each neuron and one column for each sample. It should be the other way "
    "round: one row for each sample, as in X.",
)
def batch_dot_output_transposed(X, weights, biases):
    return weights @ X.T + biases[:, np.newaxis]


@mistake(
    "batch_dot",
    "weights in front",
    "It looks as if the weights stand on the left of the product: the output then has one row for each neuron, and "
    "the biases meet the samples. X comes first, and its rows stay rows.",
)
def batch_dot_weights_in_front(X, weights, biases):
    return weights @ X.T + biases


@mistake(
    "batch_dot",
    "only the first row",
    "It looks as if only the first row of X is answered: a return inside a loop ends the function there.",
)
def batch_dot_first_row(X, weights, biases):
    return weights @ X[0] + biases


@mistake(
    "batch_dot",
    "outputs of a row added up",
    "It looks as if the outputs of all neurons are added up, to one number for each row. Each neuron keeps "
    "its own number.",
)
def batch_dot_neurons_summed(X, weights, biases):
    return (X @ weights.T + biases).sum(axis=1)


@mistake("batch_dot", "bias left out", "It looks as if the biases are left out.")
def batch_dot_no_bias(X, weights, biases):
    return X @ weights.T


@mistake(
    "batch_dot",
    "biases summed",
    "It looks as if the sum of all biases is added to every output. Each neuron adds its own.",
)
def batch_dot_biases_summed(X, weights, biases):
    return X @ weights.T + biases.sum()


@mistake(
    "batch_dot",
    "bias added for every input",
    "It looks as if a neuron's bias is added once for each input. It is added once, after the sum.",
)
def batch_dot_bias_every_input(X, weights, biases):
    return X @ weights.T + X.shape[1] * biases


@mistake(
    "batch_dot",
    "rows summed up",
    "It looks as if the outputs of all rows were added up to one row. Samples of a batch do not mix.",
)
def batch_dot_rows_summed(X, weights, biases):
    return (X @ weights.T + biases).sum(axis=0)


# two_layers -------------------------------------------------------------------------------------


@mistake(
    "two_layers",
    "biases exchanged",
    "It looks as if the two layers have each other's biases.",
)
def two_layers_biases_exchanged(X, weights1, biases1, weights2, biases2):
    return right_batch_dot(right_batch_dot(X, weights1, biases2), weights2, biases1)


@mistake(
    "two_layers",
    "first layer's output not used",
    "It looks as if the second layer is fed with X. Its inputs are what the first layer gives.",
)
def two_layers_first_unused(X, weights1, biases1, weights2, biases2):
    return right_batch_dot(X, weights2, biases2)


@mistake(
    "two_layers",
    "only the first layer",
    "It looks as if the output of the first layer is returned, and the second one never answers.",
)
def two_layers_only_first(X, weights1, biases1, weights2, biases2):
    return right_batch_dot(X, weights1, biases1)


@mistake(
    "two_layers",
    "layers exchanged",
    "It looks as if X goes through the second layer first and through the first layer last.",
)
def two_layers_exchanged(X, weights1, biases1, weights2, biases2):
    return right_batch_dot(right_batch_dot(X, weights2, biases2), weights1, biases1)


@mistake(
    "two_layers",
    "weights exchanged",
    "It looks as if the two layers have each other's weights, while the biases are where they belong.",
)
def two_layers_weights_exchanged(X, weights1, biases1, weights2, biases2):
    return right_batch_dot(right_batch_dot(X, weights2, biases1), weights1, biases2)


@mistake(
    "two_layers",
    "first weights used twice",
    "It looks as if the second layer works with the first layer's weights.",
)
def two_layers_first_weights_twice(X, weights1, biases1, weights2, biases2):
    return right_batch_dot(right_batch_dot(X, weights1, biases1), weights1, biases2)


@mistake(
    "two_layers",
    "first layer used twice",
    "It looks as if the second layer works with the first layer's weights and biases.",
)
def two_layers_first_twice(X, weights1, biases1, weights2, biases2):
    return right_batch_dot(right_batch_dot(X, weights1, biases1), weights1, biases1)


@mistake(
    "two_layers",
    "first biases twice",
    "It looks as if the second layer adds the first layer's biases. It has its own.",
)
def two_layers_first_biases_twice(X, weights1, biases1, weights2, biases2):
    return right_batch_dot(right_batch_dot(X, weights1, biases1), weights2, biases1)


@mistake(
    "two_layers",
    "first biases left out",
    "It looks as if the biases of the first layer are left out.",
)
def two_layers_no_first_biases(X, weights1, biases1, weights2, biases2):
    return X @ weights1.T @ weights2.T + biases2


@mistake(
    "two_layers",
    "second biases left out",
    "It looks as if the biases of the second layer are left out.",
)
def two_layers_no_second_biases(X, weights1, biases1, weights2, biases2):
    return right_batch_dot(X, weights1, biases1) @ weights2.T


@mistake(
    "two_layers",
    "not transposed",
    "It looks as if the weights are multiplied as they lie, with one row for each neuron. In both layers the "
    "inputs have to lie along axis 0 of the right matrix.",
)
def two_layers_not_transposed(X, weights1, biases1, weights2, biases2):
    return (X @ weights1 + biases1) @ weights2 + biases2


@mistake(
    "two_layers",
    "second not transposed",
    "It looks as if the second layer's weights are multiplied as they lie, with one row for each neuron, while "
    "the first layer's are transposed.",
)
def two_layers_second_not_transposed(X, weights1, biases1, weights2, biases2):
    return (X @ weights1.T + biases1) @ weights2 + biases2


@mistake(
    "two_layers",
    "reshape instead of transpose",
    "It looks as if both weight matrices were given their new shape by reshape: it keeps the reading "
    "order, so that weights of different neurons get mixed.",
)
def two_layers_reshape(X, weights1, biases1, weights2, biases2):
    hidden = X @ weights1.reshape(weights1.shape[::-1]) + biases1
    return hidden @ weights2.reshape(weights2.shape[::-1]) + biases2


@mistake(
    "two_layers",
    "batch of one squeezed",
    "It looks as if an axis of length 1 gets lost: one row in should give one row out, with two axes.",
)
def two_layers_squeezed(X, weights1, biases1, weights2, biases2):
    hidden = right_batch_dot(X, weights1, biases1)
    return np.squeeze(right_batch_dot(hidden, weights2, biases2))


# rows_to_columns --------------------------------------------------------------------------------


@mistake(
    "rows_to_columns",
    "reshape instead of transpose",
    "It looks as if the weights were reshaped: the shape is right, but reshape keeps the reading order, so "
    "that a column mixes several neurons. Column j should hold neuron j's weights, in their order.",
)
def rows_to_columns_reshape(weights, biases):
    return weights.reshape(weights.shape[1], weights.shape[0]), biases.reshape(1, -1)


@mistake(
    "rows_to_columns",
    "weights left as rows",
    "It looks as if the weights still have one row for each neuron.",
)
def rows_to_columns_weights_left(weights, biases):
    return weights, biases.reshape(1, -1)


@mistake(
    "rows_to_columns",
    "biases as a column",
    "It looks as if the biases became a column, (n_neurons, 1). They should lie as the neurons now do, "
    "along axis 1: one row.",
)
def rows_to_columns_biases_column(weights, biases):
    return weights.T, biases.reshape(-1, 1)


@mistake(
    "rows_to_columns",
    "biases left flat",
    "It looks as if the biases still have one axis. (Turning a flat array with .T changes nothing: there "
    "is only one axis to turn.) One row, (1, n_neurons), has two.",
)
def rows_to_columns_biases_flat(weights, biases):
    return weights.T, biases.T


@mistake(
    "rows_to_columns",
    "exchanged",
    "It looks as if the biases come first. The weights should come first, then the biases.",
)
def rows_to_columns_exchanged(weights, biases):
    return biases.reshape(1, -1), weights.T


@mistake(
    "rows_to_columns",
    "turned, not mirrored",
    "It looks as if the weights were turned by a quarter: the shape is right, but the order of the inputs "
    "is reversed. A transpose mirrors along the diagonal.",
)
def rows_to_columns_turned(weights, biases):
    return np.rot90(weights), biases.reshape(1, -1)


@mistake(
    "rows_to_columns",
    "turned the other way",
    "It looks as if the weights were turned by a quarter: the shape is right, but the order of the "
    "neurons is reversed. A transpose mirrors along the diagonal.",
)
def rows_to_columns_turned_back(weights, biases):
    return np.rot90(weights, -1), biases.reshape(1, -1)


@mistake(
    "rows_to_columns",
    "one row of biases for each input",
    "It looks as if the biases were repeated, one row for each input. One row is enough: broadcasting "
    "adds it for every sample.",
)
def rows_to_columns_biases_repeated(weights, biases):
    return weights.T, np.tile(biases, (weights.shape[1], 1))


@mistake(
    "rows_to_columns",
    "changes its input",
    "It looks as if the biases that you were given got their new shape in place (biases.shape = ...): "
    "make a new array or a view of them.",
)
def rows_to_columns_in_place(weights, biases):
    biases.shape = (1, biases.size)
    return weights.T, biases


# repair_columns_to_rows -------------------------------------------------------------------------


@mistake(
    "repair_columns_to_rows",
    "still reshapes the weights",
    "It looks as if the weights are still reshaped: the shape is right, but a row mixes several neurons. "
    "Row j should hold neuron j's weights, which stood in column j.",
)
def columns_to_rows_reshape(weights, biases):
    n_inputs, n_neurons = weights.shape
    return weights.reshape(n_neurons, n_inputs), biases.reshape(n_neurons)


@mistake(
    "repair_columns_to_rows",
    "weights left as columns",
    "It looks as if the weights still have one column for each neuron.",
)
def columns_to_rows_weights_left(weights, biases):
    return weights, biases.reshape(-1)


@mistake(
    "repair_columns_to_rows",
    "biases left as a row",
    "It looks as if the biases still have two axes, (1, n_neurons). They should be flat, (n_neurons,).",
)
def columns_to_rows_biases_row(weights, biases):
    return weights.T, biases


@mistake(
    "repair_columns_to_rows",
    "biases as a column",
    "It looks as if the biases became a column, (n_neurons, 1). They should be flat, (n_neurons,): "
    "transposing keeps both axes.",
)
def columns_to_rows_biases_column(weights, biases):
    return weights.T, biases.T


@mistake(
    "repair_columns_to_rows",
    "squeezed",
    "It looks as if every axis of length 1 is taken away from the biases (np.squeeze): with one neuron no "
    "axis is left. Only the first one should go.",
)
def columns_to_rows_squeezed(weights, biases):
    return weights.T, np.squeeze(biases)


@mistake(
    "repair_columns_to_rows",
    "only the first bias",
    "It looks as if only the first neuron's bias is returned. Every neuron has one.",
)
def columns_to_rows_first_bias(weights, biases):
    return weights.T, biases[:, 0]


# Dense ------------------------------------------------------------------------------------------


class _Right:
    """What the wrong layers below have in common with a right one."""

    def __init__(self, n_inputs, n_neurons, rng):
        self.weights = 0.01 * rng.standard_normal((n_inputs, n_neurons))
        self.biases = np.zeros((1, n_neurons))

    def forward(self, X):
        return X @ self.weights + self.biases


@mistake(
    "Dense",
    "weights stored transposed",
    "It looks as if the weights are stored with one row for each neuron, (n_neurons, n_inputs). From here on they "
    "have one column for each neuron, and no transpose is needed in forward.",
)
class DenseByRows(_Right):
    def __init__(self, n_inputs, n_neurons, rng):
        self.weights = 0.01 * rng.standard_normal((n_neurons, n_inputs))
        self.biases = np.zeros((1, n_neurons))

    def forward(self, X):
        return X @ self.weights.T + self.biases


@mistake(
    "Dense",
    "drawn by rows, then transposed",
    "It looks as if the weights are drawn with one row for each neuron and transposed afterwards: the shape is "
    "right, the numbers stand elsewhere. Draw them with their final shape.",
)
class DenseDrawnByRows(_Right):
    def __init__(self, n_inputs, n_neurons, rng):
        self.weights = 0.01 * rng.standard_normal((n_neurons, n_inputs)).T
        self.biases = np.zeros((1, n_neurons))


@mistake(
    "Dense",
    "forward transposes",
    "It looks as if forward transposes the weights. They have one column for each neuron already, so that X "
    "meets them as they are.",
)
class DenseTransposing(_Right):
    def forward(self, X):
        return X @ self.weights.T + self.biases


@mistake(
    "Dense",
    "biases as a column",
    "It looks as if the biases are a column, (n_neurons, 1): it runs down the batch. One row, "
    "(1, n_neurons), gives each neuron its own.",
)
class DenseBiasColumn(_Right):
    def __init__(self, n_inputs, n_neurons, rng):
        super().__init__(n_inputs, n_neurons, rng)
        self.biases = np.zeros((n_neurons, 1))


@mistake(
    "Dense",
    "biases flat",
    "It looks as if the biases are flat, (n_neurons,). It would add up as well, but in this course they "
    "are one row, (1, n_neurons).",
)
class DenseBiasFlat(_Right):
    def __init__(self, n_inputs, n_neurons, rng):
        super().__init__(n_inputs, n_neurons, rng)
        self.biases = np.zeros(n_neurons)


@mistake(
    "Dense",
    "0.01 forgotten",
    "It looks as if the weights are standard normal numbers as they come: the factor 0.01 is missing.",
)
class DenseLarge(_Right):
    def __init__(self, n_inputs, n_neurons, rng):
        super().__init__(n_inputs, n_neurons, rng)
        self.weights *= 100


@mistake(
    "Dense",
    "factor 0.1",
    "It looks as if the weights are ten times too large: the factor is 0.01, not 0.1.",
)
class DenseTenTimes(_Right):
    def __init__(self, n_inputs, n_neurons, rng):
        super().__init__(n_inputs, n_neurons, rng)
        self.weights *= 10


@mistake(
    "Dense",
    "uniform numbers",
    "It looks as if the weights come from rng.random: numbers from 0 to 1, none below zero. Normal numbers "
    "are meant, rng.standard_normal.",
)
class DenseUniform(_Right):
    def __init__(self, n_inputs, n_neurons, rng):
        self.weights = 0.01 * rng.random((n_inputs, n_neurons))
        self.biases = np.zeros((1, n_neurons))


@mistake(
    "Dense",
    "a generator of its own",
    "It looks as if the layer makes a generator of its own, with the seed 0, and takes no notice of the rng "
    "that is given: all layers of one size would be born equal.",
)
class DenseOwnGenerator(_Right):
    def __init__(self, n_inputs, n_neurons, rng):
        super().__init__(n_inputs, n_neurons, np.random.default_rng(0))


@mistake(
    "Dense",
    "random biases",
    "It looks as if the biases are random. A new layer's biases are zeros.",
)
class DenseRandomBiases(_Right):
    def __init__(self, n_inputs, n_neurons, rng):
        super().__init__(n_inputs, n_neurons, rng)
        self.biases = 0.01 * rng.standard_normal((1, n_neurons))


@mistake(
    "Dense",
    "bias left out",
    "It looks as if forward leaves the biases out: while they are zeros, nobody sees it.",
)
class DenseNoBias(_Right):
    def forward(self, X):
        return X @ self.weights


@mistake(
    "Dense",
    "nothing returned",
    "It looks as if forward returns nothing. Keeping the output in self.output is no harm, but forward "
    "should also return it.",
)
class DenseKeepsOutput(_Right):
    def forward(self, X):
        self.output = X @ self.weights + self.biases


@mistake(
    "Dense",
    "works for one batch size only",
    "It looks as if the biases grow to the size of the first batch: a second batch of another size does "
    "not fit. Broadcasting adds one row for every sample without storing it again.",
)
class DenseGrowing(_Right):
    def forward(self, X):
        if len(self.biases) == 1:
            self.biases = np.repeat(self.biases, len(X), axis=0)
        return X @ self.weights + self.biases


@mistake(
    "Dense",
    "the first output kept for good",
    "It looks as if the output of the first batch is kept and given again for every later one.",
)
class DenseRemembering(_Right):
    def forward(self, X):
        if not hasattr(self, "output"):
            self.output = X @ self.weights + self.biases
        return self.output


@mistake(
    "Dense",
    "assigned weights not used",
    "It looks as if forward works with copies that were made when the layer was built: weights and biases "
    "that are assigned later have no effect. Read self.weights and self.biases inside forward.",
)
class DenseWithCopies(_Right):
    def __init__(self, n_inputs, n_neurons, rng):
        super().__init__(n_inputs, n_neurons, rng)
        self._kept = self.weights, self.biases

    def forward(self, X):
        weights, biases = self._kept
        return X @ weights + biases


@mistake(
    "Dense",
    "new weights for every batch",
    "It looks as if forward draws new weights each time it is called. They are drawn once, when the layer "
    "is built, and kept.",
)
class DenseForgetful(_Right):
    def __init__(self, n_inputs, n_neurons, rng):
        super().__init__(n_inputs, n_neurons, rng)
        self._rng = rng

    def forward(self, X):
        self.weights = 0.01 * self._rng.standard_normal(self.weights.shape)
        return X @ self.weights + self.biases


# minibatches ------------------------------------------------------------------------------------


def _batches(X, y, batch_size, order):
    for start in range(0, len(order), batch_size):
        chosen = order[start : start + batch_size]
        yield X[chosen], y[chosen]


@mistake(
    "minibatches",
    "last partial batch dropped",
    "It looks as if the rows that do not fill a whole batch are dropped. The last batch may be smaller, "
    "but it should come.",
)
def minibatches_dropping(X, y, batch_size, rng):
    order = rng.permutation(len(X))
    whole = len(X) // batch_size * batch_size
    return _batches(X, y, batch_size, order[:whole])


@mistake(
    "minibatches",
    "X and y shuffled apart",
    "It looks as if X and y are shuffled one by one, each into an order of its own: the labels then belong "
    "to other rows. Make one order and use it for both.",
)
def minibatches_apart(X, y, batch_size, rng):
    X, y = rng.permutation(X), rng.permutation(y)
    return _batches(X, y, batch_size, np.arange(len(X)))


@mistake(
    "minibatches",
    "only X shuffled",
    "It looks as if the rows of X are shuffled and y stays in its order: the labels then belong to other "
    "rows.",
)
def minibatches_only_X(X, y, batch_size, rng):
    return _batches(rng.permutation(X), y, batch_size, np.arange(len(X)))


@mistake(
    "minibatches",
    "shuffles the caller's arrays",
    "It looks as if X and y themselves are put into a new order: whoever called finds them changed. "
    "Shuffle numbers of rows, and take the rows with them.",
)
def minibatches_in_place(X, y, batch_size, rng):
    order = rng.permutation(len(X))
    X[:], y[:] = X[order], y[order]
    return _batches(X, y, batch_size, np.arange(len(X)))


@mistake(
    "minibatches",
    "shuffles the caller's arrays apart",
    "It looks as if X and y themselves are shuffled, each into an order of its own: the labels then belong "
    "to other rows, and whoever called finds the arrays changed.",
)
def minibatches_in_place_apart(X, y, batch_size, rng):
    rng.shuffle(X)
    rng.shuffle(y)
    return _batches(X, y, batch_size, np.arange(len(X)))


@mistake(
    "minibatches",
    "not shuffled",
    "It looks as if the rows come in the order in which they were given. Data often lies sorted by class: "
    "each batch would then show one class only.",
)
def minibatches_in_order(X, y, batch_size, rng):
    return _batches(X, y, batch_size, np.arange(len(X)))


@mistake(
    "minibatches",
    "the same order each time",
    "It looks as if the shuffle starts from a seed of its own: every epoch has the same order. The rng "
    "that is given moves on from epoch to epoch.",
)
def minibatches_own_seed(X, y, batch_size, rng):
    return _batches(X, y, batch_size, np.random.default_rng(0).permutation(len(X)))


@mistake(
    "minibatches",
    "rng not used",
    "It looks as if the order does not come from the rng that is given: generators with equal seeds should "
    "give equal orders, so that a run can be repeated.",
)
def minibatches_other_generator(X, y, batch_size, rng):
    return _batches(X, y, batch_size, np.random.default_rng().permutation(len(X)))


@mistake(
    "minibatches",
    "drawn with replacement",
    "It looks as if each row is drawn anew from all of them: some come twice and some never. One "
    "permutation of the row numbers has each once.",
)
def minibatches_with_replacement(X, y, batch_size, rng):
    return _batches(X, y, batch_size, rng.integers(0, len(X), len(X)))


@mistake(
    "minibatches",
    "batches shuffled, not rows",
    "It looks as if the batches are cut first and then shuffled as a whole: the same rows always stay "
    "together. Shuffle the rows, then cut.",
)
def minibatches_blocks(X, y, batch_size, rng):
    starts = np.arange(0, len(X), batch_size)
    if len(X) % batch_size == 0:
        starts = rng.permutation(starts)
    for start in starts:
        yield X[start : start + batch_size], y[start : start + batch_size]


@mistake(
    "minibatches",
    "shuffled inside batches only",
    "It looks as if the batches are cut first and only then shuffled inside: the same rows always stay "
    "together. Shuffle the rows, then cut.",
)
def minibatches_inside(X, y, batch_size, rng):
    for start in range(0, len(X), batch_size):
        order = rng.permutation(np.arange(start, min(start + batch_size, len(X))))
        yield X[order], y[order]


@mistake(
    "minibatches",
    "an empty batch at the end",
    "It looks as if an empty batch comes last where the batch size divides the number of rows.",
)
def minibatches_empty(X, y, batch_size, rng):
    order = rng.permutation(len(X))
    for start in range(0, len(X) + 1, batch_size):
        chosen = order[start : start + batch_size]
        yield X[chosen], y[chosen]


@mistake(
    "minibatches",
    "batch size taken for the number of batches",
    "It looks as if batch_size is taken for the number of batches. It is the number of rows in each.",
)
def minibatches_split(X, y, batch_size, rng):
    parts = np.array_split(rng.permutation(len(X)), batch_size)
    return [(X[part], y[part]) for part in parts]


@mistake(
    "minibatches",
    "only the first batch",
    "It looks as if only the first batch comes. A `return` inside a loop ends it at its first turn.",
)
def minibatches_first_only(X, y, batch_size, rng):
    chosen = rng.permutation(len(X))[:batch_size]
    return [(X[chosen], y[chosen])]


@mistake(
    "minibatches",
    "batches overlap",
    "It looks as if each batch takes one row too many: the first row of the next batch comes twice.",
)
def minibatches_overlapping(X, y, batch_size, rng):
    order = rng.permutation(len(X))
    for start in range(0, len(X), batch_size):
        chosen = order[start : start + batch_size + 1]
        yield X[chosen], y[chosen]


# product_shape ----------------------------------------------------------------------------------


@mistake(
    "product_shape",
    "inner sizes kept",
    "It looks as if the two inner sizes are returned. They go; the outer ones stay.",
)
def product_shape_inner(left, right):
    return (left[1], right[0]) if left[1] == right[0] else None


@mistake(
    "product_shape",
    "the other way round",
    "It looks as if rows and columns of the product are exchanged: the rows come from the left matrix.",
)
def product_shape_exchanged(left, right):
    return (right[1], left[0]) if left[1] == right[0] else None


@mistake(
    "product_shape",
    "not compared",
    "It looks as if the inner sizes are never compared: where they differ, there is no product.",
)
def product_shape_unchecked(left, right):
    return left[0], right[1]


@mistake(
    "product_shape",
    "equal shapes wanted",
    "It looks as if the two shapes have to be equal, as for a sum. For a product, the left one's columns "
    "have to be as many as the right one's rows.",
)
def product_shape_as_a_sum(left, right):
    return left if tuple(left) == tuple(right) else None


@mistake(
    "product_shape",
    "outer sizes compared",
    "It looks as if the outer sizes are compared. The inner ones have to agree: the left one's columns "
    "and the right one's rows.",
)
def product_shape_outer(left, right):
    return (left[0], right[1]) if left[0] == right[1] else None


@mistake(
    "product_shape",
    "multiplied",
    "It looks as if sizes are multiplied with each other. A product of matrices has the left one's rows "
    "and the right one's columns.",
)
def product_shape_multiplied(left, right):
    return (left[0] * right[0], left[1] * right[1]) if left[1] == right[0] else None


# Predictions ------------------------------------------------------------------------------------

wrong_prediction(
    "remember_parameters_of_three", 12, "These are the weights. Each neuron has a bias, too."
)
wrong_prediction(
    "remember_parameters_of_three", 16, "One bias for each neuron, not for each input."
)
wrong_prediction(
    "remember_parameters_of_three",
    7,
    "Every neuron has a weight for every input: that is a product.",
)
wrong_prediction("remember_one_neuron_value", -1, "The bias is still to be added.")
wrong_prediction("remember_one_neuron_value", -1.5, "The bias is added, not taken away.")
wrong_prediction("remember_one_neuron_value", 5.5, "The second weight is negative.")
wrong_prediction("remember_row_added", (3, 4), "Rows come first: there are 4 of them.")
wrong_prediction(
    "remember_row_added",
    (4, 4),
    "The columns stay 3: the flat array has one number for each of them.",
)
wrong_prediction(
    "remember_row_added", (3,), "The larger shape wins: the small one is added to each row."
)
wrong_prediction(
    "predict_batch_shape", (2, 6), "One row for each sample, as in X: the samples come first."
)
wrong_prediction(
    "predict_batch_shape",
    (6, 4),
    "The 4 inputs are summed over. What is left is one number for each neuron.",
)
wrong_prediction("predict_batch_shape", (4, 2), "4 is the number of inputs, and it is summed over.")
wrong_prediction(
    "predict_batch_shape",
    (2, 4),
    "That is the shape of the weights. How many samples, how many answers?",
)
wrong_prediction(
    "predict_batch_shape", (4, 4), "4 is the number of inputs: it is the inner size, and goes."
)
wrong_prediction(
    "predict_batch_shape", (2,), "That is the answer to one sample. Six samples give six rows."
)
wrong_prediction(
    "predict_transposed_row", (7, 8), "That is what reshape gives: it goes on reading row by row."
)
wrong_prediction(
    "predict_transposed_row",
    (7, 8, 9),
    "That is the first row before. Its numbers become a column.",
)
wrong_prediction(
    "predict_transposed_row",
    (9, 12),
    "That is the last row. The first column becomes the first row.",
)
wrong_prediction("predict_transposed_row", (10, 7), "The order is kept: 7 stands above 10.")
wrong_prediction(
    "predict_two_shapes",
    ((8, 32), (3, 32)),
    "One row for each sample, in both: 32 comes first.",
)
wrong_prediction(
    "predict_two_shapes", ((32, 4), (32, 8)), "4 and 8 are what goes in. What comes out?"
)
wrong_prediction(
    "predict_two_shapes",
    ((32, 8), (8, 3)),
    "The second layer gives an answer for every sample, too.",
)
wrong_prediction("predict_two_shapes", ((8, 4), (3, 8)), "These are the shapes of the weights.")
wrong_prediction(
    "predict_two_shapes",
    (32, 8, 32, 3),
    "The numbers are right. Put each shape in brackets of its own.",
)
wrong_prediction(
    "predict_proof_order",
    "BDAC",
    "Line D needs to know that the weights were transposed: that is line A.",
)
wrong_prediction(
    "predict_proof_order",
    "BACD",
    "A sum is read as an entry of a product when it is in the new letters.",
)
wrong_prediction(
    "predict_proof_order",
    "CDAB",
    "A fine proof backwards. Begin with what is known from lesson 02.",
)
wrong_prediction(
    "predict_last_batch", (9, 12), "9 batches are full. The 12 rows left make one more."
)
wrong_prediction(
    "predict_last_batch", (9, 32), "9 batches of 32 are 288 rows. Where are the others?"
)
wrong_prediction("predict_last_batch", (10, 32), "10 batches of 32 would be 320 rows.")
wrong_prediction("predict_last_batch", (10, 30), "All batches but the last are full: 32 rows each.")
wrong_prediction(
    "predict_bug_in_columns_to_rows",
    "a",
    "The shapes are right; that is why nobody notices. Look at the rows.",
)
wrong_prediction(
    "predict_bug_in_columns_to_rows",
    "c",
    "The biases are one row and become flat: there, reshape does no harm.",
)
wrong_prediction(
    "predict_bug_in_columns_to_rows",
    "d",
    "reshape gives a new array or a view and leaves the given one as it is.",
)

RIGHT_SHAPES = ((4, 3), (1, 3), (32, 3), (1, 3))
for place, shape, hint in (
    (
        0,
        (3, 4),
        "The weights lie by columns now: one column for each neuron, so inputs come first.",
    ),
    (1, (3,), "The biases of Dense have two axes: they are one row."),
    (1, (3, 1), "One row of biases, not one column: they lie as the outputs do."),
    (1, (32, 3), "The layer keeps one row of biases. Broadcasting adds it for all 32 samples."),
    (1, (1, 4), "There is a bias for each neuron, not for each input."),
    (2, (3, 32), "One row for each sample: the 32 come first."),
    (2, (32, 4), "The 4 inputs are summed over. One number for each neuron is left."),
    (2, (4, 3), "That is the shape of the weights. How many samples come in?"),
    (3, (3,), "A batch of one row has two axes, and so has its answer."),
    (3, (32, 3), "X[:1] is a batch of one row. How many rows come out?"),
    (3, (1, 4), "The 4 inputs are summed over, for one sample as for many."),
):
    shapes = tuple(shape if index == place else one for index, one in enumerate(RIGHT_SHAPES))
    wrong_prediction("predict_dense_shapes", shapes, hint)
wrong_prediction(
    "predict_dense_shapes",
    ((4, 3), (3,), (32, 3), (3,)),
    "The weights and the batch are right. The biases of Dense are one row with two axes, and the answer to a "
    "batch of one has two axes as well.",
)
