"""Lesson 08, right in other hands."""

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
