"""Lesson 10, right in other hands."""

import copy
import io
import zipfile
from dataclasses import dataclass
from functools import reduce
from itertools import chain

import numpy as np

from solutions.reference.batches import minibatches
from solutions.reference.networks import Network
from solutions.registry import variant

# First weights --------------------------------------------------------------------------------


@variant("he_weights")
def he_with_normal(n_inputs, n_neurons, rng):
    return rng.normal(0.0, (2 / n_inputs) ** 0.5, size=(n_inputs, n_neurons))


@variant("he_weights")
def he_neuron_by_neuron(n_inputs, n_neurons, rng):
    columns = [rng.standard_normal(n_inputs) for _ in range(n_neurons)]
    return np.column_stack(columns) * np.sqrt(2) / np.sqrt(n_inputs)


@variant("he_weights")
def he_in_single_precision(n_inputs, n_neurons, rng):
    drawn = rng.standard_normal((n_inputs, n_neurons), dtype=np.float32)
    return drawn * np.float32(np.sqrt(2.0 / n_inputs))


@variant("he_weights")
def he_transposed_twice(n_inputs, n_neurons, rng):
    return rng.normal(scale=np.sqrt(2 / n_inputs), size=(n_neurons, n_inputs)).T


@variant("xavier_weights")
def xavier_with_normal(n_inputs, n_neurons, rng):
    return rng.normal(0.0, np.sqrt(2 / (n_inputs + n_neurons)), (n_inputs, n_neurons))


@variant("xavier_weights")
def xavier_by_mean(n_inputs, n_neurons, rng):
    return rng.standard_normal((n_inputs, n_neurons)) / np.sqrt((n_inputs + n_neurons) / 2)


@variant("xavier_weights")
def xavier_entry_by_entry(n_inputs, n_neurons, rng):
    deviation = (2 / (n_inputs + n_neurons)) ** 0.5
    return np.array([[rng.normal(0, deviation) for _ in range(n_neurons)] for _ in range(n_inputs)])


# Inputs of one size -----------------------------------------------------------------------------


@variant("standardize")
def standardize_by_columns(train, other):
    made = [np.empty(train.shape), np.empty(other.shape)]
    for column in range(train.shape[1]):
        values = train[:, column]
        mean, deviation = values.mean(), values.std()
        if deviation == 0:
            deviation = 1
        for new, old in zip(made, (train, other), strict=True):
            new[:, column] = (old[:, column] - mean) / deviation
    return tuple(made)


@variant("standardize")
def standardize_with_where(train, other):
    mean = train.sum(axis=0, keepdims=True) / len(train)
    deviation = np.sqrt(((train - mean) ** 2).mean(axis=0, keepdims=True))
    deviation = np.where(deviation > 1e-12, deviation, 1.0)
    return [(table - mean) / deviation for table in (train, other)]


@variant("standardize")
def standardize_both_at_once(train, other):
    mean, deviation = np.mean(train, 0), np.std(train, 0)
    safe = deviation + (deviation == 0)
    both = (np.vstack([train, other]) - mean) / safe
    return both[: len(train)], both[len(train) :]


# A network in one object ------------------------------------------------------------------------


@variant("Network")
class NetworkThatSwitches:
    """Tells the layers at once when `training` is set."""

    def __init__(self, layers, loss):
        self.layers, self.loss = list(layers), loss
        self.training = True

    @property
    def training(self):
        return self._training

    @training.setter
    def training(self, value):
        self._training = value
        for layer in self.layers:
            layer.training = value

    def forward(self, X):
        self.output = X
        for layer in self.layers:
            self.output = layer.forward(self.output)
        return self.output

    def backward(self, y):
        doutput = self.loss.backward(self.output, y)
        for layer in self.layers[::-1]:
            doutput = layer.backward(doutput)

    def parameters(self):
        found = []
        for layer in self.layers:
            if hasattr(layer, "weights"):
                found.append(layer.weights)
                found.append(layer.biases)
        return found

    def gradients(self):
        found = []
        for layer in self.layers:
            if hasattr(layer, "weights"):
                found += [layer.dweights, layer.dbiases]
        return found


@variant("Network")
class NetworkByNames(Network):
    def _collect(self, *names):
        return tuple(
            getattr(layer, name) for layer in self.layers for name in names if hasattr(layer, name)
        )

    def parameters(self):
        return self._collect("weights", "biases")

    def gradients(self):
        return self._collect("dweights", "dbiases")


@variant("Network")
class NetworkThatTries:
    def __init__(self, layers, loss):
        self.loss, self.layers, self.training = loss, layers, True

    def forward(self, X):
        outputs = [X]
        for layer in self.layers:
            layer.training = self.training
            outputs.append(layer.forward(outputs[-1]))
        self.outputs = outputs
        return outputs[-1]

    def backward(self, y):
        back = self.loss.backward(self.outputs[-1], y)
        for place in range(len(self.layers) - 1, -1, -1):
            back = self.layers[place].backward(back)
        return back

    def _all(self, first, second):
        found = []
        for layer in self.layers:
            try:
                found.extend((getattr(layer, first), getattr(layer, second)))
            except AttributeError:
                continue
        return found

    def parameters(self):
        return self._all("weights", "biases")

    def gradients(self):
        return self._all("dweights", "dbiases")


# The loop that stops in time --------------------------------------------------------------------


def _epoch(network, optimizer, X, y, batch_size, rng):
    network.training = True
    total = 0
    for some_X, some_y in minibatches(X, y, batch_size, rng):
        loss = network.loss.forward(network.forward(some_X), some_y)
        network.backward(some_y)
        optimizer.step(network.parameters(), network.gradients())
        total += loss * len(some_y)
    network.training = False
    return total / len(y)


@variant("fit")
def fit_by_epoch_numbers(network, optimizer, train, validation, epochs, batch_size, patience, rng):
    train_loss, validation_loss, best_epoch = [], [], -1
    for epoch in range(epochs):
        train_loss.append(_epoch(network, optimizer, *train, batch_size, rng))
        scores = network.forward(validation[0])
        validation_loss.append(float(network.loss.forward(scores, validation[1])))
        if best_epoch < 0 or validation_loss[-1] < validation_loss[best_epoch]:
            best_epoch = epoch
            best = copy.deepcopy(network.parameters())
        if epoch - best_epoch >= patience:
            break
    for parameter, value in zip(network.parameters(), best, strict=True):
        np.copyto(parameter, value)
    return {"train_loss": train_loss, "validation_loss": validation_loss}


@variant("fit")
def fit_with_a_while(network, optimizer, train, validation, epochs, batch_size, patience, rng):
    history = {"train_loss": [], "validation_loss": []}
    kept = [np.array(one) for one in network.parameters()]
    lowest, bad = float("inf"), 0
    while len(history["train_loss"]) < epochs and bad < patience:
        history["train_loss"].append(_epoch(network, optimizer, *train, batch_size, rng))
        X, y = validation
        loss = network.loss.forward(network.forward(X), y)
        history["validation_loss"].append(loss)
        bad = 0 if loss < lowest else bad + 1
        if bad == 0:
            lowest = loss
            kept = [np.array(one) for one in network.parameters()]
    for i, one in enumerate(network.parameters()):
        one[:] = kept[i]
    return history


@variant("fit")
def fit_that_keeps_every_epoch(
    network, optimizer, train, validation, epochs, batch_size, patience, rng
):
    snapshots, first, second = [], [], []
    for _ in range(epochs):
        first.append(_epoch(network, optimizer, *train, batch_size, rng))
        second.append(network.loss.forward(network.forward(validation[0]), validation[1]))
        snapshots.append([one.copy() for one in network.parameters()])
        if len(second) - 1 - int(np.argmin(second)) == patience:
            break
    for one, best in zip(network.parameters(), snapshots[int(np.argmin(second))], strict=True):
        one[...] = best
    return {"validation_loss": np.array(second), "train_loss": np.array(first)}


# L2 ---------------------------------------------------------------------------------------------


@variant("l2_gradient")
def l2_slope_by_doubling(weights, strength):
    return strength * (weights + weights)


@variant("l2_gradient")
def l2_slope_in_a_loop(weights, strength):
    slopes = np.zeros_like(weights)
    for place in np.ndindex(weights.shape):
        slopes[place] = 2 * strength * weights[place]
    return slopes


@variant("l2_gradient")
def l2_slope_from_rows(weights, strength):
    return np.array([[2 * strength * weight for weight in row] for row in weights])


@variant("l2_penalty")
def l2_by_dot(weights, strength):
    return strength * np.dot(weights.ravel(), weights.ravel())


@variant("l2_penalty")
def l2_by_norm(weights, strength):
    return float(strength * np.linalg.norm(weights) ** 2)


@variant("l2_penalty")
def l2_in_a_loop(weights, strength):
    total = 0.0
    for weight in weights.flat:
        total += strength * weight * weight
    return total


# Dropout ----------------------------------------------------------------------------------------


@variant("Dropout")
class DropoutByBinomial:
    def __init__(self, rate, rng):
        self.keep, self.rng, self.training = 1 - rate, rng, True

    def forward(self, X):
        self.mask = np.ones_like(X)
        if self.training:
            self.mask = self.rng.binomial(1, self.keep, X.shape) / self.keep
        return X * self.mask

    def backward(self, doutput):
        return self.mask * doutput


@variant("Dropout")
class DropoutByWhere:
    def __init__(self, rate, rng):
        self.rate, self.rng, self.training = rate, rng, True

    def forward(self, X):
        self.dropped = np.zeros(X.shape, dtype=bool)
        self.scale = 1.0
        if self.training:
            self.dropped = self.rng.uniform(size=X.shape) < self.rate
            self.scale = 1 / (1 - self.rate)
        return np.where(self.dropped, 0.0, X * self.scale)

    def backward(self, doutput):
        return np.where(self.dropped, 0.0, doutput * self.scale)


@variant("Dropout")
class DropoutByChoice:
    def __init__(self, rate, rng):
        self.rate = rate
        self.rng = rng
        self.training = True
        self.mask = 1.0

    def forward(self, X):
        if not self.training:
            self.mask = 1.0
            return X.copy()
        kept, dropped = 1 / (1 - self.rate), 0.0
        self.mask = self.rng.choice([dropped, kept], size=X.shape, p=[self.rate, 1 - self.rate])
        output = X.copy()
        output *= self.mask
        return output

    def backward(self, doutput):
        return doutput * self.mask


# Find the bug -----------------------------------------------------------------------------------


@variant("repair_split")
def split_with_a_mask(X, y, n_validation, noise, rng):
    held_out = np.zeros(len(X), dtype=bool)
    held_out[rng.choice(len(X), n_validation, replace=False)] = True
    some_X, some_y = X[~held_out], y[~held_out]
    noisy = some_X + rng.normal(0, noise, some_X.shape)
    train = (np.vstack([some_X, noisy]), np.tile(some_y, 2))
    return train, (X[held_out], y[held_out])


@variant("repair_split")
def split_from_the_end(X, y, n_validation, noise, rng):
    order = rng.permutation(len(X))
    X, y = X[order], y[order]
    validation = [X[-n_validation:], y[-n_validation:]]
    X, y = X[:-n_validation], y[:-n_validation]
    X2, y2 = np.repeat(X, 2, axis=0), np.repeat(y, 2)
    X2[1::2] += noise * rng.standard_normal(X.shape)
    return [[X2, y2], validation]


@variant("repair_split")
def split_and_shuffle_again(X, y, n_validation, noise, rng):
    numbers = list(range(len(X)))
    rng.shuffle(numbers)
    chosen, rest = numbers[:n_validation], numbers[n_validation:]
    big_X = np.concatenate([X[rest] + noise * rng.standard_normal(X[rest].shape), X[rest]])
    big_y = np.concatenate([y[rest], y[rest]])
    again = rng.permutation(len(big_X))
    return (big_X[again], big_y[again]), (X[chosen], y[chosen])


# Parameters on disk -----------------------------------------------------------------------------


def _save_by_name(path, parameters):
    np.savez(path, **{f"arr_{i}": parameter for i, parameter in enumerate(parameters)})


def _load_sorted(path, parameters):
    archive = np.load(path)
    names = sorted(archive.files, key=lambda name: int(name[4:]))
    if len(names) != len(parameters):
        raise ValueError(f"{len(names)} saved, {len(parameters)} wanted")
    for name, parameter in zip(names, parameters, strict=True):
        if archive[name].shape != parameter.shape:
            raise ValueError(f"{name} has shape {archive[name].shape}")
    for name, parameter in zip(names, parameters, strict=True):
        parameter[:] = archive[name]
    archive.close()


variant("save_parameters")((_save_by_name, _load_sorted))


def _save_compressed(path, parameters):
    with open(path, "wb") as file:
        np.savez_compressed(file, *parameters)


def _load_copying(path, parameters):
    with open(path, "rb") as file, np.load(file) as archive:
        if len(archive) != len(parameters):
            raise ValueError("number")
        for i, parameter in enumerate(parameters):
            if archive[f"arr_{i}"].shape != parameter.shape:
                raise ValueError("shape")
        for i, parameter in enumerate(parameters):
            np.copyto(parameter, archive[f"arr_{i}"])


variant("save_parameters")((_save_compressed, _load_copying))


def _load_while_counting(path, parameters):
    with np.load(path) as archive:
        i = 0
        while f"arr_{i}" in archive:
            if i >= len(parameters) or np.shape(parameters[i]) != archive[f"arr_{i}"].shape:
                raise ValueError(f"parameter {i}")
            parameters[i].flat = archive[f"arr_{i}"].flat
            i += 1
    if i < len(parameters):
        raise ValueError(f"{i} saved")


variant("save_parameters")((lambda path, arrays: np.savez(path, *arrays), _load_while_counting))


# Written from the learner's notebook alone


@variant("l2_gradient")
def l2_gradient_by_a_complex_step(weights, strength):
    step = 1e-20
    return np.imag(strength * (weights + 1j * step) ** 2) / step


@variant("l2_gradient")
def l2_gradient_by_einsum(weights, strength):
    return np.einsum(",...->...", 2.0 * strength, weights)


@variant("Network")
@dataclass
class NetworkAsARecord:
    layers: list
    loss: object
    training: bool = True

    def forward(self, X):
        def through(x, layer):
            if "training" in dir(layer):
                layer.training = self.training
            return layer.forward(x)

        self.output = reduce(through, self.layers, X)
        return self.output

    def backward(self, y):
        slopes = self.loss.backward(self.output, y)
        return reduce(lambda d, layer: layer.backward(d), self.layers[::-1], slopes)

    def parameters(self):
        return [*self._found("weights", "biases")]

    def gradients(self):
        return tuple(self._found("dweights", "dbiases"))

    def _found(self, *names):
        return (vars(layer)[name] for layer in self.layers for name in names if name in vars(layer))


@variant("Network")
class NetworkWithASwitch:
    __slots__ = ("_training", "layers", "loss", "scores")

    def __init__(self, layers, loss):
        self.loss, self.layers, self._training = loss, layers, True

    @property
    def training(self):
        return self._training

    @training.setter
    def training(self, on):
        self._training = on

    def forward(self, X):
        self.scores = X
        for layer in self.layers:
            if hasattr(layer, "training"):
                layer.training = self._training
            self.scores = layer.forward(self.scores)
        return self.scores

    def backward(self, y):
        slopes, k = self.loss.backward(self.scores, y), len(self.layers)
        while k:
            k -= 1
            slopes = self.layers[k].backward(slopes)

    def parameters(self):
        return list(chain(*((one.weights, one.biases) for one in self._learning())))

    def gradients(self):
        return list(chain(*((one.dweights, one.dbiases) for one in self._learning())))

    def _learning(self):
        return filter(lambda layer: hasattr(layer, "weights"), self.layers)


class _DoesNotFit(ValueError):
    """An exception of one's own, which is a ValueError."""


def _save_as_a_zip(path, parameters):
    with zipfile.ZipFile(path, "w") as archive:
        for position, parameter in enumerate(parameters):
            content = io.BytesIO()
            np.save(content, parameter)
            archive.writestr(f"arr_{position}.npy", content.getvalue())


def _load_from_a_zip(path, parameters):
    with np.load(path) as archive:
        saved = [archive[name] for name in archive.files]
    if [one.shape for one in saved] != [one.shape for one in parameters]:
        raise _DoesNotFit("another number or shape")
    for parameter, one in zip(parameters, saved, strict=True):
        parameter.flat = one.ravel()


variant("save_parameters")((_save_as_a_zip, _load_from_a_zip))
