"""Lesson 08, wrong on purpose."""

from solutions.registry import mistake


def _forward(layers, X):
    for layer in layers:
        X = layer.forward(X)
    return X


def _backward(layers, doutput):
    for layer in reversed(layers):
        doutput = layer.backward(doutput)


def _update(layers, lr, biases=True):
    for layer in layers:
        if hasattr(layer, "weights"):
            layer.weights -= lr * layer.dweights
            if biases:
                layer.biases -= lr * layer.dbiases


@mistake(
    "train",
    "gradients of stale values",
    "It looks as if the backward pass runs once and its gradients are used again: each epoch needs a "
    "forward and a backward pass of its own.",
)
def stale(layers, loss, X, y, epochs, lr):
    losses = []
    for epoch in range(epochs):
        scores = _forward(layers, X)
        losses.append(loss.forward(scores, y))
        if epoch == 0:
            _backward(layers, loss.backward(scores, y))
        _update(layers, lr)
    return losses


@mistake(
    "train",
    "never updates biases",
    "It looks as if the biases never move: they have gradients too.",
)
def no_biases(layers, loss, X, y, epochs, lr):
    losses = []
    for _ in range(epochs):
        scores = _forward(layers, X)
        losses.append(loss.forward(scores, y))
        _backward(layers, loss.backward(scores, y))
        _update(layers, lr, biases=False)
    return losses


@mistake(
    "train",
    "update before backward",
    "It looks as if the update comes before the backward pass: it then uses the gradients of the epoch before.",
)
def update_first(layers, loss, X, y, epochs, lr):
    losses = []
    for _ in range(epochs):
        scores = _forward(layers, X)
        losses.append(loss.forward(scores, y))
        _update(layers, lr)
        _backward(layers, loss.backward(scores, y))
    return losses


@mistake(
    "train",
    "loss after the update",
    "It looks as if each loss is taken after its update: the first one should be that of the untrained layers.",
)
def loss_after(layers, loss, X, y, epochs, lr):
    losses = []
    for _ in range(epochs):
        scores = _forward(layers, X)
        _backward(layers, loss.backward(scores, y))
        _update(layers, lr)
        losses.append(loss.forward(_forward(layers, X), y))
    return losses


@mistake(
    "train",
    "uphill",
    "It looks as if the step goes uphill: the gradient points up, so it is taken away from the parameters.",
)
def uphill(layers, loss, X, y, epochs, lr):
    losses = []
    for _ in range(epochs):
        scores = _forward(layers, X)
        losses.append(loss.forward(scores, y))
        _backward(layers, loss.backward(scores, y))
        _update(layers, -lr)
    return losses


@mistake(
    "train",
    "backward from front to back",
    "It looks as if the backward pass goes through the layers from first to last: it goes from last to first.",
)
def front_to_back(layers, loss, X, y, epochs, lr):
    losses = []
    for _ in range(epochs):
        scores = _forward(layers, X)
        losses.append(loss.forward(scores, y))
        _backward(layers[::-1], loss.backward(scores, y))
        _update(layers, lr)
    return losses


@mistake(
    "train",
    "only the last loss",
    "It looks as if a single loss comes back: a list with one loss for each epoch is asked for.",
)
def last_loss(layers, loss, X, y, epochs, lr):
    value = 0.0
    for _ in range(epochs):
        scores = _forward(layers, X)
        value = loss.forward(scores, y)
        _backward(layers, loss.backward(scores, y))
        _update(layers, lr)
    return value


@mistake(
    "train",
    "first layer's slope for all",
    "It looks as if every layer gets the slope of the loss itself: each should get what the layer after it "
    "returned.",
)
def not_chained(layers, loss, X, y, epochs, lr):
    losses = []
    for _ in range(epochs):
        scores = _forward(layers, X)
        losses.append(loss.forward(scores, y))
        for layer in reversed(layers):
            layer.backward(loss.backward(scores, y))
        _update(layers, lr)
    return losses
