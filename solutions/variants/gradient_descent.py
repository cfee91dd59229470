"""Lesson 08, right in other hands."""

import math
from collections import defaultdict
from dataclasses import dataclass, field
from fractions import Fraction
from functools import reduce

import numpy as np

from solutions.registry import variant


@variant("train")
def train_with_reduce(layers, loss, X, y, epochs, lr):
    history = np.zeros(epochs)
    learning = [layer for layer in layers if hasattr(layer, "weights")]
    for epoch in range(epochs):
        output = reduce(lambda values, layer: layer.forward(values), layers, X)
        history[epoch] = loss.forward(output, y)
        reduce(lambda slope, layer: layer.backward(slope), layers[::-1], loss.backward(output, y))
        for layer in learning:
            layer.weights = layer.weights - lr * layer.dweights
            layer.biases = layer.biases - lr * layer.dbiases
    return history


@variant("train")
def train_updating_on_the_way_back(layers, loss, X, y, epochs, lr):
    def one_epoch():
        output = X
        for layer in layers:
            output = layer.forward(output)
        value, slope = loss.forward(output, y), loss.backward(output, y)
        for layer in reversed(list(layers)):
            slope = layer.backward(slope)
            try:
                layer.weights -= lr * layer.dweights
                layer.biases -= lr * layer.dbiases
            except AttributeError:
                continue
        return value

    return [one_epoch() for _ in range(epochs)]


@variant("train")
def train_with_while(layers, loss, X, y, epochs, lr):
    losses = []
    while len(losses) < epochs:
        values = [X]
        for layer in layers:
            values.append(layer.forward(values[-1]))
        losses += [loss.forward(values[-1], y)]
        d = loss.backward(values[-1], y)
        for position in range(len(layers) - 1, -1, -1):
            d = layers[position].backward(d)
        for layer in layers:
            for name in ("weights", "biases"):
                if hasattr(layer, name):
                    np.subtract(
                        getattr(layer, name), lr * getattr(layer, "d" + name), getattr(layer, name)
                    )
    return tuple(losses)


# gradient_step


@variant("gradient_step")
def step_entry_by_entry(parameter, gradient, lr):
    moved = np.empty(parameter.shape)
    for where in np.ndindex(parameter.shape):
        moved[where] = parameter[where] - lr * gradient[where]
    return moved


@variant("gradient_step")
def step_on_a_copy(parameter, gradient, lr):
    parameter = parameter.copy()
    parameter -= lr * gradient
    return parameter


@variant("gradient_step")
def step_added(parameter, gradient, lr):
    return np.add(-lr * np.asarray(gradient), parameter)


# decayed_lr


@variant("decayed_lr")
def decay_as_a_factor(lr, decay, step):
    return lr * (1.0 / (1.0 + decay * step))


@variant("decayed_lr")
def decay_added_up(lr, decay, step):
    below = 1.0
    for _ in range(step):
        below += decay
    return lr / below


@variant("decayed_lr")
def decay_in_numpy(lr, decay, step):
    return np.divide(lr, np.polyval([decay, 1], step))


# SGD


@variant("SGD")
class SGDByPosition:
    """Velocities in a dictionary, with the sign of PyTorch and lr inside."""

    def __init__(self, lr=0.01, decay=0.0, momentum=0.0):
        self.lr, self.decay, self.momentum, self.k, self.kept = lr, decay, momentum, 0, {}

    def step(self, parameters, gradients):
        rate = self.lr / (1 + self.decay * self.k)
        self.k += 1
        for i in range(len(parameters)):
            self.kept[i] = self.momentum * self.kept.get(i, 0) + rate * gradients[i]
            parameters[i][:] = parameters[i] - self.kept[i]


@variant("SGD")
class SGDTwoRoads:
    """Without momentum there is no velocity at all."""

    def __init__(self, *, lr=0.01, decay=0.0, momentum=0.0):
        self.current, self.lr, self.decay, self.momentum = lr, lr, decay, momentum
        self.iterations = 0
        self.velocities = None

    def step(self, parameters, gradients):
        if self.decay:
            self.current = self.lr * (1.0 / (1.0 + self.decay * self.iterations))
        if self.momentum and self.velocities is None:
            self.velocities = [np.zeros(one.shape) for one in parameters]
        for i, (w, g) in enumerate(zip(parameters, gradients, strict=True)):
            if self.momentum:
                self.velocities[i] = self.velocities[i] * self.momentum - self.current * g
                w += self.velocities[i]
            else:
                np.subtract(w, self.current * g, out=w)
        self.iterations += 1


@variant("SGD")
class SGDFromHistory:
    """No velocity is kept: every step is summed up from all gradients so far."""

    def __init__(self, lr=0.01, decay=0.0, momentum=0.0):
        self.lr, self.decay, self.momentum = lr, decay, momentum
        self.history = []

    def step(self, parameters, gradients):
        self.history.append([g.copy() for g in gradients])
        last = len(self.history) - 1
        for i, w in enumerate(parameters):
            for k, then in enumerate(self.history):
                w -= self.momentum ** (last - k) * self.lr / (1 + self.decay * k) * then[i]


# AdaGrad and RMSProp


@variant("AdaGrad")
class AdaGradByPosition:
    def __init__(self, lr=0.01, eps=1e-8):
        self.lr, self.eps, self.sums = lr, eps, {}

    def step(self, parameters, gradients):
        for i, (w, g) in enumerate(zip(parameters, gradients, strict=True)):
            self.sums[i] = self.sums.get(i, 0.0) + np.square(g)
            w -= self.lr / (self.sums[i] ** 0.5 + self.eps) * g


@variant("AdaGrad")
class AdaGradEntryByEntry:
    def __init__(self, lr=0.01, eps=1e-8):
        self.lr, self.eps = lr, eps
        self.cache = None

    def step(self, parameters, gradients):
        if self.cache is None:
            self.cache = [[0.0] * one.size for one in parameters]
        for w, g, cache in zip(parameters, gradients, self.cache, strict=True):
            for j, where in enumerate(np.ndindex(w.shape)):
                cache[j] += float(g[where]) ** 2
                w[where] -= self.lr * g[where] / (math.sqrt(cache[j]) + self.eps)


@variant("AdaGrad")
class AdaGradFromHistory:
    def __init__(self, lr=0.01, eps=1e-8):
        self.lr, self.eps, self.history = lr, eps, []

    def step(self, parameters, gradients):
        self.history.append([g.copy() for g in gradients])
        for i, w in enumerate(parameters):
            root = np.linalg.norm(np.stack([then[i] for then in self.history]), axis=0)
            w[...] = w - np.divide(self.lr * gradients[i], root + self.eps)


@variant("RMSProp")
class RMSPropByPosition:
    def __init__(self, lr=0.01, rho=0.9, eps=1e-8):
        self.lr, self.rho, self.eps, self.means = lr, rho, eps, {}

    def step(self, parameters, gradients):
        for i, (w, g) in enumerate(zip(parameters, gradients, strict=True)):
            mean = self.means.get(i, 0.0)
            self.means[i] = mean + (1 - self.rho) * (g * g - mean)
            w -= self.lr * g / (np.sqrt(self.means[i]) + self.eps)


class _Scaled:
    """A family: what differs is how the cache grows."""

    def __init__(self, lr=0.01, eps=1e-8):
        self.lr, self.eps = lr, eps
        self.caches = []

    def step(self, parameters, gradients):
        self.caches = self.caches or [0 * one for one in parameters]
        self.caches = list(map(self.grown, self.caches, gradients))
        for w, g, cache in zip(parameters, gradients, self.caches, strict=True):
            w -= self.lr * (g / (np.sqrt(cache) + self.eps))


@variant("RMSProp")
class RMSPropOfAFamily(_Scaled):
    def __init__(self, lr=0.01, rho=0.9, eps=1e-8):
        super().__init__(lr, eps)
        self.rho = rho

    def grown(self, cache, gradient):
        return np.average([cache, gradient**2], axis=0, weights=[self.rho, 1 - self.rho])


@variant("RMSProp")
class RMSPropFromHistory:
    def __init__(self, lr=0.01, rho=0.9, eps=1e-8):
        self.lr, self.rho, self.eps, self.squares = lr, rho, eps, []

    def step(self, parameters, gradients):
        self.squares.insert(0, [np.power(g, 2) for g in gradients])
        for i, w in enumerate(parameters):
            cache = sum(
                (1 - self.rho) * self.rho**k * past[i] for k, past in enumerate(self.squares)
            )
            w -= self.lr * gradients[i] / (np.sqrt(cache) + self.eps)


# repair_biases


@variant("repair_biases")
def repair_as_a_list(weights, biases, dweights, dbiases, lr):
    return [w - lr * d for w, d in ((weights, dweights), (biases, dbiases))]


@variant("repair_biases")
def repair_on_copies(weights, biases, dweights, dbiases, lr):
    weights, biases = weights.copy(), biases.copy()
    weights -= lr * dweights
    biases -= lr * dbiases
    return weights, biases


@variant("repair_biases")
def repair_stacked(weights, biases, dweights, dbiases, lr):
    whole = np.vstack([weights, biases]) - lr * np.vstack([dweights, dbiases])
    return whole[:-1], whole[-1:]


# rate_order


@variant("rate_order")
def rate_order_close():
    return "ECADB"


@variant("rate_order")
def rate_order_with_commas():
    return "e, c, a, d, b"


@variant("rate_order")
def rate_order_over_lines():
    return "\n".join("ECADB")


# Written from the learner's notebook alone


@variant("decayed_lr")
def rate_as_a_fraction(lr, decay, step):
    return Fraction(lr) / (1 + Fraction(decay) * step)


@variant("decayed_lr")
def rate_by_a_reciprocal(lr, decay, step):
    return np.reciprocal(1.0 + decay * step) * lr


@variant("train")
def train_by_recursion(layers, loss, X, y, epochs, lr):
    losses = []

    def descend(rest, x):
        """Forward on the way down, backward and update on the way up."""
        if not rest:
            losses.append(loss.forward(x, y))
            return loss.backward(x, y)
        first, *more = rest
        slopes = first.backward(descend(more, first.forward(x)))
        if hasattr(first, "weights"):
            first.weights -= lr * first.dweights
            first.biases -= lr * first.dbiases
        return slopes

    for _ in range(epochs):
        descend(layers, X)
    return losses


@variant("RMSProp")
class RMSPropTowardsTheSquare:
    def __init__(self, lr=0.01, rho=0.9, eps=1e-8):
        self.lr, self.rho, self.eps = lr, rho, eps
        self.caches = defaultdict(float)

    def step(self, parameters, gradients):
        for k, (w, g) in enumerate(zip(parameters, gradients, strict=True)):
            self.caches[k] += (1 - self.rho) * (g**2 - self.caches[k])
            np.subtract(w, self.lr * g / (self.eps + np.sqrt(self.caches[k])), out=w)


@variant("RMSProp")
class RMSPropOfThePast:
    """Every gradient is kept, and the cache worked out anew."""

    def __init__(self, lr=0.01, rho=0.9, eps=1e-8):
        self.settings, self.past = (lr, rho, eps), []

    def step(self, parameters, gradients):
        lr, rho, eps = self.settings
        self.past.append([one.copy() for one in gradients])
        for k, w in enumerate(parameters):
            ages = enumerate(reversed(self.past))
            cache = sum((1 - rho) * rho**age * one[k] ** 2 for age, one in ages)
            w += -lr * gradients[k] / (np.sqrt(cache) + eps)


@variant("RMSProp")
@dataclass
class RMSPropAsARecord:
    lr: float = 0.01
    rho: float = 0.9
    eps: float = 1e-8
    caches: list = field(default_factory=list)

    def step(self, parameters, gradients):
        for one in gradients[len(self.caches) :]:
            self.caches.append(np.zeros_like(one))
        for w, g, cache in zip(parameters, gradients, self.caches, strict=True):
            cache *= self.rho
            cache += (1 - self.rho) * np.square(g)
            w[...] = w - self.lr * g / (np.sqrt(cache) + self.eps)
