"""Lesson 10, wrong on purpose."""

import itertools

import numpy as np

from solutions.reference.batches import minibatches
from solutions.reference.networks import Network
from solutions.reference.networks import fit as right_fit
from solutions.reference.regularization import Dropout
from solutions.reference.storage import load_parameters as right_load
from solutions.reference.storage import save_parameters as right_save
from solutions.registry import mistake, wrong_prediction

# First weights --------------------------------------------------------------------------------

CALLS = itertools.count(1)
"""Counts the calls of the answer that draws its numbers elsewhere."""


@mistake(
    "he_weights",
    "fan-out",
    "It looks as if the neurons are counted and not the inputs: what a neuron adds up are its inputs, so "
    "their number decides.",
)
def he_by_neurons(n_inputs, n_neurons, rng):
    return np.sqrt(2 / n_neurons) * rng.standard_normal((n_inputs, n_neurons))


@mistake(
    "he_weights",
    "variance taken for deviation",
    "It looks as if the weights are multiplied by the variance, 2 / n_inputs. What scales standard normal "
    "numbers is the standard deviation, the square root of the variance.",
)
def he_by_variance(n_inputs, n_neurons, rng):
    return 2 / n_inputs * rng.standard_normal((n_inputs, n_neurons))


@mistake(
    "he_weights",
    "2 forgotten",
    "It looks as if the deviation is sqrt(1 / n_inputs). That keeps a signal through linear layers; ReLU throws "
    "half of it away, and the 2 makes up for that.",
)
def he_without_two(n_inputs, n_neurons, rng):
    return rng.standard_normal((n_inputs, n_neurons)) / np.sqrt(n_inputs)


@mistake(
    "he_weights",
    "Xavier",
    "It looks as if this is Xavier's deviation, with inputs and neurons both. He's counts the inputs alone.",
)
def he_is_xavier(n_inputs, n_neurons, rng):
    return np.sqrt(2 / (n_inputs + n_neurons)) * rng.standard_normal((n_inputs, n_neurons))


@mistake(
    "he_weights",
    "always 0.01",
    "It looks as if the deviation is 0.01 for every layer, as in Dense. Here it should follow the number of inputs.",
)
def he_is_dense(n_inputs, n_neurons, rng):
    return 0.01 * rng.standard_normal((n_inputs, n_neurons))


@mistake(
    "he_weights",
    "uniform numbers",
    "It looks as if the numbers are uniform, from minus to plus the deviation. They should come from a normal "
    "distribution; uniform ones of that range have a smaller deviation.",
)
def he_uniform(n_inputs, n_neurons, rng):
    most = np.sqrt(2 / n_inputs)
    return rng.uniform(-most, most, (n_inputs, n_neurons))


@mistake(
    "he_weights",
    "no negative weights",
    "It looks as if no weight is negative: the weights should lie around 0.",
)
def he_positive(n_inputs, n_neurons, rng):
    return np.sqrt(2 / n_inputs) * abs(rng.standard_normal((n_inputs, n_neurons)))


@mistake(
    "he_weights",
    "transposed",
    "It looks as if the shape is (n_neurons, n_inputs). In this course weights have a row for each input and a column "
    "for each neuron.",
)
def he_transposed(n_inputs, n_neurons, rng):
    return np.sqrt(2 / n_inputs) * rng.standard_normal((n_neurons, n_inputs))


@mistake(
    "he_weights",
    "a generator of its own",
    "It looks as if the numbers come from a generator with a fixed seed: every layer of equal size gets the same "
    "weights. Use the rng that is given.",
)
def he_fixed_seed(n_inputs, n_neurons, rng):
    fixed = np.random.default_rng(0)
    return np.sqrt(2 / n_inputs) * fixed.standard_normal((n_inputs, n_neurons))


@mistake(
    "he_weights",
    "numbers from elsewhere",
    "It looks as if the numbers do not come from the rng that is given: equal seeds give different weights.",
)
def he_global(n_inputs, n_neurons, rng):
    # as a global generator would: new numbers at every call, but of one spread, so that a build repeats itself
    elsewhere = np.random.default_rng(7).standard_normal((n_inputs, n_neurons))
    return np.sqrt(2 / n_inputs) * np.roll(elsewhere, next(CALLS))


@mistake(
    "xavier_weights",
    "one side only",
    "It looks as if only the inputs are counted: 1 / n_inputs. Some libraries call that Xavier, too; it is another "
    "convention. Here inputs and neurons both count.",
)
def xavier_inputs_only(n_inputs, n_neurons, rng):
    return np.sqrt(1 / n_inputs) * rng.standard_normal((n_inputs, n_neurons))


@mistake(
    "xavier_weights",
    "variance taken for deviation",
    "It looks as if the weights are multiplied by the variance. What scales standard normal numbers is its square root.",
)
def xavier_by_variance(n_inputs, n_neurons, rng):
    return 2 / (n_inputs + n_neurons) * rng.standard_normal((n_inputs, n_neurons))


@mistake(
    "xavier_weights",
    "He",
    "It looks as if this is He's deviation, sqrt(2 / n_inputs). Xavier's counts inputs and neurons.",
)
def xavier_is_he(n_inputs, n_neurons, rng):
    return np.sqrt(2 / n_inputs) * rng.standard_normal((n_inputs, n_neurons))


@mistake(
    "xavier_weights",
    "2 forgotten",
    "It looks as if the deviation is sqrt(1 / (n_inputs + n_neurons)). The sum counts two sides, so the 2 above it "
    "makes a mean of them.",
)
def xavier_without_two(n_inputs, n_neurons, rng):
    return np.sqrt(1 / (n_inputs + n_neurons)) * rng.standard_normal((n_inputs, n_neurons))


@mistake(
    "xavier_weights",
    "fan-out",
    "It looks as if only the neurons are counted. Xavier's counts inputs and neurons.",
)
def xavier_neurons_only(n_inputs, n_neurons, rng):
    return np.sqrt(2 / n_neurons) * rng.standard_normal((n_inputs, n_neurons))


@mistake(
    "xavier_weights",
    "uniform range",
    "It looks as if the numbers are uniform, with sqrt(6 / (n_inputs + n_neurons)) as their limit. That is the other "
    "form in the paper, with the same deviation; here normal numbers are asked for.",
)
def xavier_uniform(n_inputs, n_neurons, rng):
    most = np.sqrt(6 / (n_inputs + n_neurons))
    return rng.uniform(-most, most, (n_inputs, n_neurons))


@mistake(
    "he_weights",
    "zeros",
    "It looks as if all weights are 0: all neurons of the layer then do the same for ever. Normal numbers are what is wanted.",
)
def he_zeros(n_inputs, n_neurons, rng):
    return np.zeros((n_inputs, n_neurons))


@mistake(
    "he_weights",
    "all equal",
    "It looks as if all weights are the same number: all neurons of the layer then do the same for ever. Each weight is drawn by "
    "itself.",
)
def he_all_equal(n_inputs, n_neurons, rng):
    return np.sqrt(2 / n_inputs) * np.ones((n_inputs, n_neurons))


@mistake(
    "he_weights",
    "one draw for all",
    "It looks as if one number is drawn and used for all weights: ask the generator for as many as there are weights.",
)
def he_one_draw(n_inputs, n_neurons, rng):
    return np.full((n_inputs, n_neurons), np.sqrt(2 / n_inputs) * rng.standard_normal())


# Inputs of one size -----------------------------------------------------------------------------


def _quietly(deviation):
    return np.where(deviation == 0, 1.0, deviation)


@mistake(
    "standardize",
    "the other set's statistics",
    "It looks as if the other data are standardized with their own mean and deviation. A network that was trained "
    "on one scale must see new data on the same one: measure on the training data, and use it for both.",
)
def standardize_each(train, other):
    return tuple((x - x.mean(axis=0)) / _quietly(x.std(axis=0)) for x in (train, other))


@mistake(
    "standardize",
    "both sets together",
    "It looks as if mean and deviation are taken over both sets together. Then the training data know something of "
    "data that they must not know: measure on the training data alone.",
)
def standardize_together(train, other):
    both = np.concatenate([train, other])
    mean, deviation = both.mean(axis=0), _quietly(both.std(axis=0))
    return (train - mean) / deviation, (other - mean) / deviation


@mistake(
    "standardize",
    "divides by zero",
    "It looks as if a column that does not vary is divided by its deviation, 0. Such a deviation counts as 1.",
)
def standardize_by_zero(train, other):
    mean, deviation = train.mean(axis=0), train.std(axis=0)
    return (train - mean) / deviation, (other - mean) / deviation


@mistake(
    "standardize",
    "a small number added",
    "It looks as if a small number is added to every deviation. Where a column does not vary, that blows up new data "
    "which differ from it; there the deviation counts as 1.",
)
def standardize_with_eps(train, other):
    mean, deviation = train.mean(axis=0), train.std(axis=0) + 1e-8
    return (train - mean) / deviation, (other - mean) / deviation


@mistake(
    "standardize",
    "one mean for all columns",
    "It looks as if there is one mean and one deviation for the whole table. Each column has its own scale: `axis=0`.",
)
def standardize_everything(train, other):
    return (train - train.mean()) / train.std(), (other - train.mean()) / train.std()


@mistake(
    "standardize",
    "only the mean",
    "It looks as if the means are subtracted and nothing is divided.",
)
def standardize_mean_only(train, other):
    return train - train.mean(axis=0), other - train.mean(axis=0)


@mistake(
    "standardize",
    "variance taken for deviation",
    "It looks as if the columns are divided by the variance. The deviation is its square root.",
)
def standardize_by_variance(train, other):
    mean, variance = train.mean(axis=0), _quietly(train.var(axis=0))
    return (train - mean) / variance, (other - mean) / variance


@mistake(
    "standardize",
    "divided by N - 1",
    "It looks as if the deviation divides by N - 1 (`ddof=1`). Here it divides by N, NumPy's usual way.",
)
def standardize_ddof(train, other):
    mean, deviation = train.mean(axis=0), _quietly(train.std(axis=0, ddof=1))
    return (train - mean) / deviation, (other - mean) / deviation


@mistake(
    "standardize",
    "from 0 to 1",
    "It looks as if each column is brought to the range from 0 to 1 by its smallest and largest value. That is another "
    "remedy; here mean 0 and deviation 1 are asked for.",
)
def standardize_range(train, other):
    low, span = train.min(axis=0), _quietly(np.ptp(train, axis=0))
    return (train - low) / span, (other - low) / span


@mistake(
    "standardize",
    "other left alone",
    "It looks as if the other data come back as they were. They need the same treatment as the training data.",
)
def standardize_train_only(train, other):
    return (train - train.mean(axis=0)) / _quietly(train.std(axis=0)), other


@mistake(
    "standardize",
    "changes its input",
    "It looks as if the tables that were handed in are changed: `-=` and `/=` work on the caller's array.",
)
def standardize_in_place(train, other):
    mean, deviation = train.mean(axis=0), _quietly(train.std(axis=0))
    train -= mean
    train /= deviation
    other -= mean
    other /= deviation
    return train, other


# A network in one object ------------------------------------------------------------------------


@mistake(
    "Network",
    "order of backward",
    "It looks as if backward goes through the layers from the first to the last. Slopes come from the loss: they reach "
    "the last layer first.",
)
class ForwardsBackward(Network):
    def backward(self, y):
        slopes = self.loss.backward(self.scores, y)
        for layer in self.layers:
            slopes = layer.backward(slopes)


@mistake(
    "Network",
    "parameters copied",
    "It looks as if `parameters` gives copies: an optimizer that changes them leaves the network as it was. Give the "
    "layers' own arrays.",
)
class CopiedParameters(Network):
    def parameters(self):
        return [one.copy() for one in super().parameters()]


@mistake(
    "Network",
    "last layer left out",
    "It looks as if the forward pass ends one layer too early.",
)
class LastLeftOut(Network):
    def forward(self, X):
        for layer in self.layers[:-1]:
            if hasattr(layer, "training"):
                layer.training = self.training
            X = layer.forward(X)
        self.scores = X
        return X


@mistake(
    "Network",
    "first layer left out on the way back",
    "It looks as if the backward pass ends before the first layer: its slopes stay as they were.",
)
class FirstLeftOut(Network):
    def backward(self, y):
        slopes = self.loss.backward(self.scores, y)
        for layer in self.layers[:0:-1]:
            slopes = layer.backward(slopes)


@mistake(
    "Network",
    "every layer on the loss's slopes",
    "It looks as if every layer gets the slopes of the loss. Each layer should get what the layer after it gave back.",
)
class NotChained(Network):
    def backward(self, y):
        for layer in reversed(self.layers):
            layer.backward(self.loss.backward(self.scores, y))


@mistake(
    "Network",
    "every layer on the inputs",
    "It looks as if every layer gets X. Each layer should get what the layer before it gave.",
)
class NotFed(Network):
    def forward(self, X):
        for layer in self.layers:
            if hasattr(layer, "training"):
                layer.training = self.training
            self.scores = layer.forward(X)
        return self.scores


@mistake(
    "Network",
    "only weights",
    "It looks as if the biases are missing from `parameters` and `gradients`: two layers with weights have four arrays.",
)
class OnlyWeights(Network):
    def parameters(self):
        return super().parameters()[::2]

    def gradients(self):
        return super().gradients()[::2]


@mistake(
    "Network",
    "weights first, then biases",
    "It looks as if all weights come first and all biases after them. The order is W, b, W, b, layer by layer.",
)
class WeightsFirst(Network):
    def parameters(self):
        found = super().parameters()
        return found[::2] + found[1::2]

    def gradients(self):
        found = super().gradients()
        return found[::2] + found[1::2]


@mistake(
    "Network",
    "another order of gradients",
    "It looks as if gradients come in another order than parameters: an optimizer pairs the two lists by place.",
)
class OrdersDiffer(Network):
    def gradients(self):
        return super().gradients()[::-1]


@mistake(
    "Network",
    "gradients collected once",
    "It looks as if `gradients` gives the arrays from before the last backward pass. Layers make new arrays in each "
    "backward pass: ask them each time.",
)
class StaleGradients(Network):
    def __init__(self, layers, loss):
        super().__init__(layers, loss)
        self.collected = super().gradients()

    def gradients(self):
        return self.collected


@mistake(
    "Network",
    "layers not told",
    "It looks as if layers never learn that training is over: `training` stays with the network. Hand it on to every "
    "layer that has a `training` of its own.",
)
class NeverTold(Network):
    def forward(self, X):
        for layer in self.layers:
            X = layer.forward(X)
        self.scores = X
        return X


@mistake(
    "Network",
    "not training at first",
    "It looks as if a new network is not training. `training` is True at first.",
)
class AsleepAtFirst(Network):
    def __init__(self, layers, loss):
        super().__init__(layers, loss)
        self.training = False


@mistake(
    "Network",
    "every layer has weights",
    'It looks as if every layer is asked for its weights. Some have none, such as ReLU: `hasattr(layer, "weights")` '
    "tells.",
)
class AllHaveWeights(Network):
    def _learning(self):
        return self.layers


# The loop that stops in time --------------------------------------------------------------------


def _fit(
    network,
    optimizer,
    train,
    validation,
    epochs,
    batch_size,
    patience,
    rng,
    *,
    watched=None,
    evaluating=True,
    better=np.less,
    against="best",
    restore="always",
    reset=True,
    weighted=True,
    more=0,
    first=False,
):
    """One epoch after the other, with one thing wrong."""
    history = {"train_loss": [], "validation_loss": []}
    best, best_loss, waited, before = None, np.inf, 0, np.inf
    stopped = False
    for _ in range(epochs):
        network.training = True
        losses, lengths = [], []
        for some_X, some_y in minibatches(*train, batch_size, rng):
            scores = network.forward(some_X)
            losses.append(network.loss.forward(scores, some_y))
            lengths.append(len(some_X))
            network.backward(some_y)
            optimizer.step(network.parameters(), network.gradients())
        network.training = not evaluating
        history["train_loss"].append(
            np.average(losses, weights=lengths if weighted is True else None)
            if weighted is not None
            else np.dot(losses, lengths)
        )
        X, y = train if watched == "train" else validation
        loss = network.loss.forward(network.forward(X), y)
        history["validation_loss"].append(loss)
        judged = history["train_loss"][-1] if watched == "train loss" else loss
        if better(judged, best_loss if against == "best" else before):
            best, best_loss = [one.copy() for one in network.parameters()], judged
            waited = 0 if reset else waited
        else:
            waited += 1
        before = judged
        if waited >= patience + more or (first and waited):
            stopped = True
            break
    if (restore == "always" or (restore == "stopped" and stopped)) and best is not None:
        for one, kept in zip(network.parameters(), best, strict=True):
            one[...] = kept
    return history


def _wrong_fit(name, hint, **wrong):
    @mistake("fit", name, hint)
    def answer(*arguments):
        return _fit(*arguments, **wrong)

    return answer


_wrong_fit(
    "validates on training data",
    "It looks as if the validation loss is that of the training data. It should come from data that no step has seen.",
    watched="train",
)
_wrong_fit(
    "watches the training loss",
    "It looks as if the training loss decides what is best and when to stop. It falls on and on; the validation loss is "
    "the one to watch.",
    watched="train loss",
)
_wrong_fit(
    "validates while training",
    "It looks as if the network is still training while it is validated: set `network.training` to False before.",
    evaluating=False,
)

LAST = (
    "It looks as if the network ends with the parameters of its last epoch, not of its best one. Either nothing is put "
    "back at the end, or what was kept are the network's own arrays, which have moved on: keep copies, and put them back "
    "into the arrays."
)
_wrong_fit("keeps the last, not the best", LAST, restore="never")


@mistake("fit", "copies that alias", LAST)
def fit_with_aliases(network, *rest):
    """`list(parameters)` is a new list of the old arrays."""
    return _fit(_Aliasing(network), *rest)


class _Aliasing:
    """Stands before a network and hands out arrays whose copy is themselves."""

    def __init__(self, network):
        object.__setattr__(self, "network", network)

    def __getattr__(self, name):
        return getattr(self.network, name)

    def __setattr__(self, name, value):
        setattr(self.network, name, value)

    def parameters(self):
        return [one.view(_Alias) for one in self.network.parameters()]


class _Alias(np.ndarray):
    def copy(self, order="C"):
        return self


_wrong_fit(
    "best only after a stop",
    "It looks as if the best parameters come back only where training stopped early. When the epochs run out, the best "
    "ones are wanted, too.",
    restore="stopped",
)
_wrong_fit(
    "patience one too long",
    "It looks as if training stops one epoch too late: `patience` epochs in a row without a lower validation loss are "
    "enough.",
    more=1,
)
_wrong_fit(
    "patience one too short",
    "It looks as if training stops one epoch too early: one more without a lower validation loss is to be borne.",
    more=-1,
)
_wrong_fit(
    "no patience",
    "It looks as if the first epoch without a lower validation loss ends the training, whatever the patience.",
    first=True,
)
_wrong_fit(
    "never stops",
    "It looks as if all epochs are run, whatever the validation loss does.",
    more=1000,
)
_wrong_fit(
    "an equal loss counts as lower",
    "It looks as if a validation loss equal to the best one counts as better. It has to be strictly lower.",
    better=np.less_equal,
)
_wrong_fit(
    "compares with the epoch before",
    "It looks as if the validation loss is compared with that of the epoch before. It should be compared with the lowest "
    "so far.",
    against="before",
)
_wrong_fit(
    "not in a row",
    "It looks as if all epochs without a lower validation loss are counted. A lower one starts the count again from 0.",
    reset=False,
)
_wrong_fit(
    "keeps the worst",
    "It looks as if a higher validation loss counts as better.",
    better=lambda loss, best: loss > best or best == np.inf,
)
_wrong_fit(
    "all batches count alike",
    "It looks as if the training loss is the plain mean over the batches. The last batch may be smaller: weight each "
    "batch by how many samples it has.",
    weighted=False,
)
_wrong_fit(
    "sum, not mean",
    "It looks as if the training loss is a sum over the samples. Divide by how many there are.",
    weighted=None,
)


@mistake(
    "fit",
    "whole data at once",
    "It looks as if each epoch takes one step with all data. Go through the batches, one step each.",
)
def fit_in_one_batch(network, optimizer, train, validation, epochs, batch_size, patience, rng):
    return right_fit(network, optimizer, train, validation, epochs, len(train[0]), patience, rng)


# L2 ---------------------------------------------------------------------------------------------


@mistake(
    "l2_gradient",
    "half",
    "It looks as if the 2 is missing. The slope of w squared is 2 w; books that put a half before the penalty lose the 2, "
    "and here there is no half.",
)
def l2_slope_of_half(weights, strength):
    return strength * weights


@mistake(
    "l2_gradient",
    "the penalty itself",
    "It looks as if this is each weight's penalty, its square. Its slope is wanted: how the penalty grows when the weight "
    "does.",
)
def l2_slope_is_penalty(weights, strength):
    return strength * weights**2


@mistake(
    "l2_gradient",
    "signs lost",
    "It looks as if the signs of the weights are lost. A negative weight has a negative slope, so that a step downhill "
    "brings it nearer to 0, too.",
)
def l2_slope_of_size(weights, strength):
    return 2 * strength * abs(weights)


@mistake(
    "l2_gradient",
    "L1",
    "It looks as if every weight is pulled with the same force: that is the slope of the absolute value, L1. Under L2 "
    "the pull grows with the weight.",
)
def l1_slope(weights, strength):
    return strength * np.sign(weights)


@mistake(
    "l2_gradient",
    "uphill",
    "It looks as if the sign is turned round. A gradient points uphill; the optimizer does the subtracting.",
)
def l2_slope_downhill(weights, strength):
    return -2 * strength * weights


@mistake(
    "l2_gradient",
    "strength left out",
    "It looks as if the strength is left out: at a strength of 0 nothing should pull.",
)
def l2_slope_without_strength(weights, strength):
    return 2 * weights


@mistake(
    "l2_gradient",
    "mean",
    "It looks as if the slopes are divided by how many weights there are. The penalty is a sum, not a mean.",
)
def l2_slope_of_mean(weights, strength):
    return 2 * strength * weights / weights.size


@mistake(
    "l2_gradient",
    "changes its input",
    "It looks as if the weights that were handed in are changed: `*=` works on the caller's array.",
)
def l2_slope_in_place(weights, strength):
    weights *= 2 * strength
    return weights


@mistake(
    "l2_penalty",
    "half",
    "It looks as if the sum is halved. Some books do that; here there is no half.",
)
def l2_half(weights, strength):
    return 0.5 * strength * np.sum(weights**2)


@mistake(
    "l2_penalty",
    "not squared",
    "It looks as if the weights are summed as they are: positive and negative ones cancel. Square them first.",
)
def l2_of_sum(weights, strength):
    return strength * np.sum(weights)


@mistake(
    "l2_penalty",
    "L1",
    "It looks as if absolute values are summed: that is the L1 penalty. L2 sums squares.",
)
def l1(weights, strength):
    return strength * np.sum(abs(weights))


@mistake(
    "l2_penalty",
    "mean",
    "It looks as if the mean of the squares is taken, and the sum was asked for.",
)
def l2_mean(weights, strength):
    return strength * np.mean(weights**2)


@mistake(
    "l2_penalty",
    "root taken",
    "It looks as if the square root of the sum is taken: that is the length of the weights. The penalty is the sum of "
    "squares itself.",
)
def l2_root(weights, strength):
    return strength * np.sqrt(np.sum(weights**2))


@mistake(
    "l2_penalty",
    "strength squared",
    "It looks as if the strength is squared along with the weights.",
)
def l2_strength_squared(weights, strength):
    return np.sum((strength * weights) ** 2)


@mistake(
    "l2_penalty",
    "strength left out",
    "It looks as if the strength is left out.",
)
def l2_without_strength(weights, strength):
    return np.sum(weights**2)


@mistake(
    "l2_penalty",
    "changes its input",
    "It looks as if the weights that were handed in are changed: `**=` and `*=` work on the caller's array.",
)
def l2_in_place(weights, strength):
    weights **= 2
    return strength * np.sum(weights)


# Dropout ----------------------------------------------------------------------------------------


@mistake(
    "Dropout",
    "not scaled",
    "It looks as if what is kept stays as large as it was. Then the next layer gets less while training than afterwards: "
    "divide what is kept by the share that is kept.",
)
class Unscaled(Dropout):
    def forward(self, inputs):
        if not self.training:
            self.factors = None
            return inputs
        self.factors = (self.rng.random(inputs.shape) >= self.rate) * 1.0
        return inputs * self.factors


@mistake(
    "Dropout",
    "scaled in evaluation",
    "It looks as if nothing is scaled while training and everything is scaled afterwards: that is the oldest form of "
    "dropout. Here what is kept grows while training, and afterwards nothing is done.",
)
class ScaledAfterwards(Unscaled):
    def forward(self, inputs):
        if not self.training:
            self.factors = 1 - self.rate
            return inputs * self.factors
        return super().forward(inputs)


@mistake(
    "Dropout",
    "scaled twice",
    "It looks as if everything is scaled down after training, although what is kept has grown while training already. One "
    "of the two is enough: after training, inputs pass as they are.",
)
class ScaledTwice(Dropout):
    def forward(self, inputs):
        if not self.training:
            self.factors = 1 - self.rate
            return inputs * self.factors
        return super().forward(inputs)


@mistake(
    "Dropout",
    "multiplied by the rate",
    "It looks as if what is kept is divided by the rate, the share that is dropped. It should be divided by the share "
    "that is kept.",
)
class DividedByRate(Dropout):
    def forward(self, inputs):
        output = super().forward(inputs)
        if self.training:
            self.factors = self.factors * (1 - self.rate) / self.rate
            return inputs * self.factors
        return output


@mistake(
    "Dropout",
    "backward unmasked",
    "It looks as if backward passes every slope on. What forward did not let through had no part in the loss: backward "
    "uses the same factors.",
)
class Unmasked(Dropout):
    def backward(self, doutput):
        return doutput


@mistake(
    "Dropout",
    "backward unscaled",
    "It looks as if backward sets the right slopes to 0 and forgets that the others were scaled in the forward pass.",
)
class BackwardUnscaled(Dropout):
    def backward(self, doutput):
        return doutput if self.factors is None else doutput * (self.factors > 0)


@mistake(
    "Dropout",
    "a new mask on the way back",
    "It looks as if backward draws a mask of its own. It should use the one of the forward pass before it.",
)
class NewMaskBack(Dropout):
    def backward(self, doutput):
        if self.factors is None:
            return doutput
        return doutput * (self.rng.random(doutput.shape) >= self.rate) / (1 - self.rate)


@mistake(
    "Dropout",
    "rate taken for keep",
    "It looks as if the rate is taken for the share that is kept. Here it is the share that is dropped, as in PyTorch "
    "and Keras.",
)
class RateIsKept(Dropout):
    def __init__(self, rate, rng):
        super().__init__(1 - rate, rng)


@mistake(
    "Dropout",
    "comparison turned round",
    "It looks as if the comparison with the rate is turned round: what should be dropped is kept, and what should be "
    "kept is dropped. The scale is right.",
)
class TurnedRound(Dropout):
    def forward(self, inputs):
        if not self.training:
            self.factors = None
            return inputs
        self.factors = (self.rng.random(inputs.shape) < self.rate) / (1 - self.rate)
        return inputs * self.factors


@mistake(
    "Dropout",
    "one mask for ever",
    "It looks as if the mask is drawn once and used for ever: the same entries would never learn. Draw a new one in each "
    "forward pass.",
)
class OneMask(Dropout):
    mask = None

    def forward(self, inputs):
        if not self.training:
            self.factors = None
            return inputs
        if self.mask is None or self.mask.shape != inputs.shape:
            self.mask = (self.rng.random(inputs.shape) >= self.rate) / (1 - self.rate)
        self.factors = self.mask
        return inputs * self.factors


@mistake(
    "Dropout",
    "whole columns",
    "It looks as if one mask of a single row serves for all samples: whole columns go at once. Draw a number for each "
    "entry.",
)
class WholeColumns(Dropout):
    def forward(self, inputs):
        if not self.training:
            self.factors = None
            return inputs
        kept = self.rng.permutation(inputs.shape[1]) >= round(self.rate * inputs.shape[1])
        self.factors = np.broadcast_to(kept / (1 - self.rate), inputs.shape)
        return inputs * self.factors


@mistake(
    "Dropout",
    "whole rows",
    "It looks as if one number decides for a whole row: all entries of a sample go at once. Draw a number for each entry.",
)
class WholeRows(Dropout):
    def forward(self, inputs):
        if not self.training:
            self.factors = None
            return inputs
        kept = self.rng.permutation(len(inputs)) >= round(self.rate * len(inputs))
        self.factors = np.broadcast_to(kept[:, np.newaxis] / (1 - self.rate), inputs.shape)
        return inputs * self.factors


@mistake(
    "Dropout",
    "drops for ever",
    "It looks as if entries are dropped after training, too: look at `training` in the forward pass.",
)
class NeverEnds(Dropout):
    def forward(self, inputs):
        self.factors = (self.rng.random(inputs.shape) >= self.rate) / (1 - self.rate)
        return inputs * self.factors


@mistake(
    "Dropout",
    "an old mask on the way back",
    "It looks as if backward still uses the mask of the last training pass after training is over. Then everything went "
    "forward, so everything goes back.",
)
class OldMaskBack(Dropout):
    def forward(self, inputs):
        if not self.training:
            return inputs
        return super().forward(inputs)


@mistake(
    "Dropout",
    "changes its input",
    "It looks as if the arrays that were handed in are changed: `*=` works on the caller's array.",
)
class InPlace(Dropout):
    def forward(self, inputs):
        inputs[...] = super().forward(inputs.copy())
        return inputs


# Find the bug -----------------------------------------------------------------------------------


def _split(X, y, n_validation, noise, rng, *, order=None, copies="train", size=1.0, labels=None):
    order = rng.permutation(len(X)) if order is None else order
    held_out, learned = order[:n_validation], order[n_validation:]
    copied = X[learned] + size * noise * rng.standard_normal(X[learned].shape)
    own = y[learned] if labels is None else labels[learned]
    train = {
        "train": (np.concatenate([X[learned], copied]), np.concatenate([own, own])),
        "replaced": (copied, own),
        "none": (X[learned], own),
    }[copies]
    return train, (X[held_out], y[held_out])


@mistake(
    "repair_split",
    "copies first, then the split",
    "It looks as if the copies are still made before the split: a sample can be on one side and its copy on the other.",
)
def split_after_copies(X, y, n_validation, noise, rng):
    copies = X + noise * rng.standard_normal(X.shape)
    X, y = np.concatenate([X, copies]), np.concatenate([y, y])
    order = rng.permutation(len(X))
    # 2 (N - n) rows for training: one copy each, or its original, is left out of the training data
    held_out, learned = order[:n_validation], order[2 * n_validation :]
    return (X[learned], y[learned]), (X[held_out], y[held_out])


@mistake(
    "repair_split",
    "copies first, then the split, nothing left out",
    "It looks as if the copies are made before the split: a sample can be on one side and its copy on the other. The "
    "training data should hold twice the samples that are not set aside.",
)
def split_everything_after_copies(X, y, n_validation, noise, rng):
    copies = X + noise * rng.standard_normal(X.shape)
    X, y = np.concatenate([X, copies]), np.concatenate([y, y])
    order = rng.permutation(len(X))
    held_out, learned = order[:n_validation], order[n_validation:]
    return (X[learned], y[learned]), (X[held_out], y[held_out])


@mistake(
    "repair_split",
    "trains on everything",
    "It looks as if the training data hold every sample, those that were set aside, too.",
)
def split_nothing_kept(X, y, n_validation, noise, rng):
    held_out = rng.permutation(len(X))[:n_validation]
    copies = X + noise * rng.standard_normal(X.shape)
    return (np.concatenate([X, copies]), np.concatenate([y, y])), (X[held_out], y[held_out])


ONCE = (
    "It looks as if the training data hold each sample once. Each should be there twice: as it was given, and once more "
    "with noise added."
)


@mistake(
    "repair_split",
    "no copies",
    ONCE,
)
def split_without_copies(X, y, n_validation, noise, rng):
    return _split(X, y, n_validation, noise, rng, copies="none")


@mistake(
    "repair_split",
    "copies instead of samples",
    ONCE,
)
def split_replaced(X, y, n_validation, noise, rng):
    return _split(X, y, n_validation, noise, rng, copies="replaced")


@mistake(
    "repair_split",
    "copies without noise",
    "It looks as if the copies are exact. Noise of the deviation that is given should be added to them.",
)
def split_exact(X, y, n_validation, noise, rng):
    return _split(X, y, n_validation, noise, rng, size=0.0)


@mistake(
    "repair_split",
    "noise in the validation data",
    "It looks as if noise is added to the validation data. They should be as they were measured.",
)
def split_noisy_validation(X, y, n_validation, noise, rng):
    train, (some_X, some_y) = _split(X, y, n_validation, noise, rng)
    return train, (some_X + noise * rng.standard_normal(some_X.shape), some_y)


@mistake(
    "repair_split",
    "the first rows",
    "It looks as if the validation data are a block of rows as they stand in X. Where data come sorted, such a block is "
    "no fair sample: draw the rows by chance.",
)
def split_first(X, y, n_validation, noise, rng):
    return _split(X, y, n_validation, noise, rng, order=np.arange(len(X)))


@mistake(
    "repair_split",
    "labels shuffled apart",
    "It looks as if the training labels are not those of their rows. Use one order for X and y.",
)
def split_apart(X, y, n_validation, noise, rng):
    return _split(X, y, n_validation, noise, rng, labels=np.roll(y, 3))


@mistake(
    "repair_split",
    "changes its input",
    "It looks as if X or y is changed: shuffling with `rng.shuffle(X)` or writing into `X[...]` works on the caller's array.",
)
def split_in_place(X, y, n_validation, noise, rng):
    order = rng.permutation(len(X))
    X[...], y[...] = X[order], y[order]
    return _split(X, y, n_validation, noise, rng)


# Predictions ------------------------------------------------------------------------------------

wrong_prediction(
    "remember_training_first_step",
    2.5,
    "That is the step of gradient descent, lr times the gradient. Adam divides by the size of the gradient.",
)
wrong_prediction(
    "remember_training_cache",
    1.0,
    "It is the square of the slope that goes into the cache.",
)
wrong_prediction(
    "remember_training_cache",
    90.0,
    "The shares are exchanged: 0.9 of the old cache is kept, and 0.1 of the new square is taken in.",
)
wrong_prediction(
    "remember_training_cache",
    100.0,
    "That is the cache of AdaGrad, which takes in the whole square.",
)
wrong_prediction(
    "remember_training_first_loss",
    0.1,
    "That is each class's share. The loss is minus its logarithm.",
)
wrong_prediction(
    "remember_training_first_loss",
    1.0,
    "That is the logarithm to base 10. The course uses the natural one.",
)
wrong_prediction(
    "predict_training_factor",
    1.0,
    "That would need weights of deviation 1 / sqrt(100). Put s = 0.01 into the formula.",
)
wrong_prediction(
    "predict_training_factor",
    0.01,
    "The deviation is multiplied by the root of the number of inputs.",
)
wrong_prediction(
    "predict_training_standardized", 1.5, "The size is right. 7 lies below the mean: mind the sign."
)
wrong_prediction(
    "predict_training_standardized",
    -3.0,
    "That is how far it lies from the mean. It is still to be divided by the deviation.",
)
wrong_prediction(
    "predict_training_standardized",
    3.0,
    "7 lies below the mean, so mind the sign; and what is left is still to be divided by the deviation.",
)
wrong_prediction(
    "predict_training_standardized", -0.75, "That divides by the variance, 4. The deviation is 2."
)
wrong_prediction(
    "predict_training_stop",
    6,
    "Epoch 4 is only level with the best, and epoch 5 above it. How many in a row are not strictly lower by then?",
)
wrong_prediction(
    "predict_training_stop",
    4,
    "At epoch 4 only two epochs in a row have brought nothing lower.",
)
wrong_prediction(
    "predict_training_stop",
    2,
    "Epoch 2 is the best one, and the network ends with its parameters. When does the training stop?",
)
wrong_prediction(
    "predict_training_shrink",
    1.99,
    "The slope is 2 times the strength times the weight; is the 2 there?",
)
wrong_prediction(
    "predict_training_shrink", 2.02, "That is a step uphill: the penalty pulls a weight towards 0."
)
wrong_prediction(
    "predict_training_kept",
    10.0,
    "Then the mean over many passes would be 8. What is kept has to make up for the rest.",
)
wrong_prediction(
    "predict_training_kept",
    8.0,
    "That shrinks what is kept. The mean over many passes should be 10 again.",
)
wrong_prediction(
    "predict_training_kept",
    50.0,
    "That divides by the share that is dropped; what counts is the share that is kept.",
)
wrong_prediction(
    "predict_training_bug",
    "B",
    "The labels are coin tosses, but each stays with its row and goes with its copy.",
)
wrong_prediction(
    "predict_training_bug",
    "C",
    "Of 100 coin tosses, 78 or more are foreseen by luck less than once in ten million tries.",
)
wrong_prediction(
    "predict_training_bug",
    "D",
    "More noise would make the score lower, and hide what is wrong instead of mending it.",
)

# Parameters on disk -----------------------------------------------------------------------------


def _save_in_one(path, parameters):
    np.savez(path, parameters)


mistake(
    "save_parameters",
    "the list as one array",
    "It looks as if the list is handed over as one thing: np.savez(path, *parameters) hands over its arrays, each for itself.",
)((_save_in_one, right_load))


def _save_under_other_names(path, parameters):
    np.savez(path, **{f"p{i}": one for i, one in enumerate(parameters)})


mistake(
    "save_parameters",
    "names of one's own",
    "It looks as if the arrays are saved under names of your own. Nobody else's load_parameters would find them: arr_0, arr_1, and so on "
    "is what np.savez calls arrays that have no name.",
)((_save_under_other_names, right_load))


def _save_backwards(path, parameters):
    right_save(path, parameters[::-1])


mistake(
    "save_parameters",
    "saved backwards",
    "It looks as if the arrays are saved in reverse order.",
)((_save_backwards, right_load))


def _load_in_name_order(path, parameters):
    with np.load(path) as archive:
        saved = [archive[name] for name in sorted(archive.files)]
    if [one.shape for one in saved] != [one.shape for one in parameters]:
        raise ValueError("does not fit")
    for one, other in zip(parameters, saved, strict=True):
        one[...] = other


mistake(
    "save_parameters",
    "order",
    "It looks as if the parameters come back in the order of their names: from ten parameters on, arr_10 "
    "comes before arr_2.",
)((right_save, _load_in_name_order))


def _load_backwards(path, parameters):
    right_load(
        path, parameters[::-1] if len({one.shape for one in parameters}) == 1 else parameters
    )


mistake(
    "save_parameters",
    "backwards",
    "It looks as if the parameters come back in reverse order.",
)((right_save, _load_backwards))


def _load_unchecked_shapes(path, parameters):
    with np.load(path) as archive:
        saved = [archive[f"arr_{i}"] for i in range(len(archive.files))]
    if len(saved) != len(parameters):
        raise ValueError("another number")
    for one, other in zip(parameters, saved, strict=True):
        one.resize(other.shape, refcheck=False)
        one[...] = other


mistake(
    "save_parameters",
    "shapes not checked",
    "It looks as if a parameter of another shape is taken: compare the shapes and raise ValueError.",
)((right_save, _load_unchecked_shapes))


def _load_unchecked_number(path, parameters):
    with np.load(path) as archive:
        for i in range(min(len(parameters), len(archive.files))):
            saved = archive[f"arr_{i}"]
            if saved.shape != parameters[i].shape:
                raise ValueError("another shape")
            parameters[i][...] = saved


mistake(
    "save_parameters",
    "number not checked",
    "It looks as if a file with another number of parameters is taken: compare the numbers and raise ValueError.",
)((right_save, _load_unchecked_number))


def _load_new_arrays(path, parameters):
    fresh = [one.copy() for one in parameters]
    right_load(path, fresh)
    return fresh


mistake(
    "save_parameters",
    "not in place",
    "It looks as if new arrays are made and those that were handed in stay as they were: fill them, entry by "
    "entry, with [...].",
)((right_save, _load_new_arrays))


def _load_by_size(path, parameters):
    with np.load(path) as archive:
        saved = [archive[f"arr_{i}"] for i in range(len(archive.files))]
    if [one.size for one in saved] != [one.size for one in parameters]:
        raise ValueError("another number or size")
    for one, other in zip(parameters, saved, strict=True):
        one[...] = other.reshape(one.shape)


mistake(
    "save_parameters",
    "sizes compared, not shapes",
    "It looks as if the numbers of entries are compared and not the shapes: (2, 3) and (3, 2) hold as many, and are not the same.",
)((right_save, _load_by_size))


def _load_left_to_broadcasting(path, parameters):
    with np.load(path) as archive:
        saved = [archive[f"arr_{i}"] for i in range(len(archive.files))]
    if len(saved) != len(parameters):
        raise ValueError("another number")
    for one, other in zip(parameters, saved, strict=True):
        one[...] = other


mistake(
    "save_parameters",
    "left to broadcasting",
    "It looks as if NumPy is left to refuse another shape. It does not where it can broadcast: one saved row fills all rows. "
    "Compare the shapes.",
)((right_save, _load_left_to_broadcasting))


def _load_refuses_otherwise(path, parameters):
    try:
        right_load(path, parameters)
    except ValueError as error:
        raise TypeError("another number or shape") from error


mistake(
    "save_parameters",
    "another exception",
    "It looks as if something else than a ValueError is raised where number or shape differ.",
)((right_save, _load_refuses_otherwise))
