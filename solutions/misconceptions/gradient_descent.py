"""Lesson 08, wrong on purpose."""

import numpy as np

from solutions.registry import mistake, wrong_prediction

# gradient_step


@mistake(
    "gradient_step",
    "uphill",
    "It looks as if the step goes with the gradient. The gradient points to where the loss grows: go against it.",
)
def step_uphill(parameter, gradient, lr):
    return parameter + lr * gradient


@mistake(
    "gradient_step",
    "changes its input",
    "It looks as if the array that you were given is changed in place: `-=` works on that very array. A new "
    "array is asked for.",
)
def step_in_place(parameter, gradient, lr):
    parameter -= lr * gradient
    return parameter


@mistake(
    "gradient_step",
    "changes the gradient",
    "It looks as if the gradient that you were given is changed in place: whoever called you may still need it.",
)
def step_scales_gradient(parameter, gradient, lr):
    gradient *= lr
    return parameter - gradient


@mistake(
    "gradient_step",
    "lr twice",
    "It looks as if the learning rate is multiplied in twice: the step is lr times lr times the gradient.",
)
def step_lr_twice(parameter, gradient, lr):
    return parameter - lr * lr * gradient


@mistake(
    "gradient_step",
    "no lr",
    "It looks as if the whole gradient is taken away: the learning rate says how much of it to take.",
)
def step_without_lr(parameter, gradient, lr):
    return parameter - gradient


@mistake(
    "gradient_step",
    "divided by lr",
    "It looks as if the gradient is divided by the learning rate: a smaller rate should make a smaller step.",
)
def step_divided(parameter, gradient, lr):
    return parameter - gradient / lr


@mistake(
    "gradient_step",
    "everything scaled",
    "It looks as if the parameter is multiplied by the learning rate too: only the gradient is.",
)
def step_scales_all(parameter, gradient, lr):
    return lr * (parameter - gradient)


@mistake(
    "gradient_step",
    "the step alone",
    "It looks as if the step comes back, and not the parameter after the step.",
)
def step_alone(parameter, gradient, lr):
    return lr * gradient


@mistake(
    "gradient_step",
    "the step alone, downhill",
    "It looks as if the step comes back, with its minus sign, and not the parameter after the step.",
)
def step_alone_downhill(parameter, gradient, lr):
    return -lr * gradient


@mistake(
    "gradient_step",
    "the parameter for the gradient",
    "It looks as if lr times the parameter itself is taken away: the gradient is not used.",
)
def step_by_itself(parameter, gradient, lr):
    return parameter - lr * parameter


@mistake(
    "gradient_step",
    "the gradient's sign alone",
    "It looks as if every entry moves by lr, whatever the size of its slope: a steep slope should move it further.",
)
def step_by_sign(parameter, gradient, lr):
    return parameter - lr * np.sign(gradient)


# train


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
    "It looks as if the biases do not move: they have gradients too.",
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
    "It looks as if the step goes uphill: the gradient points up, so it is taken away from the parameters. "
    "Scores and y exchanged in loss.backward come to the same.",
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


@mistake(
    "train",
    "the data lost",
    "It looks as if X is overwritten on the way forward: from the second epoch on, the layers are fed with their "
    "own output.",
)
def data_lost(layers, loss, X, y, epochs, lr):
    losses = []
    for _ in range(epochs):
        X = _forward(layers, X)
        losses.append(loss.forward(X, y))
        _backward(layers, loss.backward(X, y))
        _update(layers, lr)
    return losses


@mistake(
    "train",
    "no update",
    "It looks as if the layers stay as they were: the losses are taken, and no weight or bias moves.",
)
def no_update(layers, loss, X, y, epochs, lr):
    losses = []
    for _ in range(epochs):
        scores = _forward(layers, X)
        losses.append(loss.forward(scores, y))
        _backward(layers, loss.backward(scores, y))
    return losses


@mistake(
    "train",
    "lr left out",
    "It looks as if the whole gradient is taken away: the learning rate is not used.",
)
def no_rate(layers, loss, X, y, epochs, lr):
    losses = []
    for _ in range(epochs):
        scores = _forward(layers, X)
        losses.append(loss.forward(scores, y))
        _backward(layers, loss.backward(scores, y))
        _update(layers, 1.0)
    return losses


@mistake(
    "train",
    "divided by N again",
    "It looks as if the step is divided by the number of samples: the loss has done that already, in its mean.",
)
def divided_again(layers, loss, X, y, epochs, lr):
    losses = []
    for _ in range(epochs):
        scores = _forward(layers, X)
        losses.append(loss.forward(scores, y))
        _backward(layers, loss.backward(scores, y))
        _update(layers, lr / len(X))
    return losses


@mistake(
    "train",
    "the last layer left out",
    "It looks as if the last layer is not updated: every layer with weights is.",
)
def last_left_out(layers, loss, X, y, epochs, lr):
    losses = []
    for _ in range(epochs):
        scores = _forward(layers, X)
        losses.append(loss.forward(scores, y))
        _backward(layers, loss.backward(scores, y))
        _update(layers[:-1], lr)
    return losses


@mistake(
    "train",
    "biases shrink by themselves",
    "It looks as if lr times the biases is taken away from the biases: it should be lr times dbiases.",
)
def biases_by_themselves(layers, loss, X, y, epochs, lr):
    losses = []
    for _ in range(epochs):
        scores = _forward(layers, X)
        losses.append(loss.forward(scores, y))
        _backward(layers, loss.backward(scores, y))
        _update(layers, lr, biases=False)
        for layer in layers:
            if hasattr(layer, "biases"):
                layer.biases -= lr * layer.biases
    return losses


# decayed_lr


@mistake(
    "decayed_lr",
    "off by one",
    "It looks as if steps are counted from 1: step 0 should use lr in full.",
)
def decay_early(lr, decay, step):
    return lr / (1 + decay * (step + 1))


@mistake(
    "decayed_lr",
    "one step late",
    "It looks as if the decay begins one step late: at step 1 the rate should have been divided already.",
)
def decay_late(lr, decay, step):
    return lr / (1 + decay * max(step - 1, 0))


@mistake(
    "decayed_lr",
    "compounding",
    "It looks as if every step divides by (1 + decay) again, so that the divisions multiply: there is one division, "
    "by 1 + decay * step.",
)
def decay_compounding(lr, decay, step):
    return lr / (1 + decay) ** step


@mistake(
    "decayed_lr",
    "decay on the wrong side",
    "It looks as if 1 + decay * step multiplies: the rate then grows. It should divide.",
)
def decay_above(lr, decay, step):
    return lr * (1 + decay * step)


@mistake(
    "decayed_lr",
    "brackets missing",
    "It looks as if only the 1 is under the fraction bar: without brackets Python divides before it adds.",
)
def decay_without_brackets(lr, decay, step):
    return lr / 1 + decay * step


@mistake(
    "decayed_lr",
    "a straight line",
    "It looks as if lr falls along a straight line: that one goes below 0 in the end. Divide instead.",
)
def decay_linear(lr, decay, step):
    return lr * (1 - decay * step)


@mistake(
    "decayed_lr",
    "an exponential",
    "It looks as if an exponential makes the rate fall: that is another schedule. Here it is divided by 1 + decay * step.",
)
def decay_exponential(lr, decay, step):
    return lr * np.exp(-decay * step)


@mistake(
    "decayed_lr",
    "no decay",
    "It looks as if lr comes back as it was: decay and step are not used.",
)
def decay_none(lr, decay, step):
    return lr


@mistake(
    "decayed_lr",
    "step left out",
    "It looks as if the step is not used: the rate falls once and then stays.",
)
def decay_once(lr, decay, step):
    return lr / (1 + decay)


# SGD


class _SGD:
    """SGD in small pieces, so that each mistake below changes one of them."""

    def __init__(self, lr=0.01, decay=0.0, momentum=0.0):
        self.lr, self.decay, self.momentum = lr, decay, momentum
        self.calls = 0
        self.v = {}

    def step(self, parameters, gradients):
        rate = self.rate()
        for position, (w, g) in enumerate(zip(parameters, gradients, strict=True)):
            v = self.velocity(self.v.get(position, 0.0), g, rate)
            self.v[position] = v
            w += self.move(v, w, g, rate)
        self.calls += 1

    def rate(self):
        return self.lr / (1 + self.decay * self.calls)

    def velocity(self, v, g, rate):
        return self.momentum * v - rate * g

    def move(self, v, w, g, rate):
        return v


@mistake(
    "SGD",
    "velocity not kept",
    "It looks as if momentum has no effect: every step is lr times the gradient alone. The velocity of one call should still be "
    "there in the next.",
)
class SGDForgets(_SGD):
    def velocity(self, v, g, rate):
        return -rate * g


@mistake(
    "SGD",
    "velocity shared",
    "It looks as if all parameters share one velocity: each position needs its own.",
)
class SGDShared(_SGD):
    def step(self, parameters, gradients):
        rate = self.rate()
        v = getattr(self, "shared", 0.0)
        for w, g in zip(parameters, gradients, strict=True):
            v = self.velocity(v, g, rate)
            w += v
        self.shared = v
        self.calls += 1


@mistake(
    "SGD",
    "uphill",
    "It looks as if the step goes with the gradient, uphill: lr times the gradient is taken away.",
)
class SGDUphill(_SGD):
    def velocity(self, v, g, rate):
        return self.momentum * v + rate * g


@mistake(
    "SGD",
    "momentum brakes",
    "It looks as if the old velocity is taken away instead of added: it should carry on in its direction.",
)
class SGDBrakes(_SGD):
    def velocity(self, v, g, rate):
        return -self.momentum * v - rate * g


@mistake(
    "SGD",
    "velocity as a mean",
    "It looks as if the new gradient enters with the weight 1 - momentum: here it enters in full, with lr.",
)
class SGDMean(_SGD):
    def velocity(self, v, g, rate):
        return self.momentum * v - (1 - self.momentum) * rate * g


@mistake(
    "SGD",
    "Nesterov's step",
    "It looks as if the step is momentum * v - lr * g with the new v: that is Nesterov's momentum. Here the step is the new v "
    "itself.",
)
class SGDNesterov(_SGD):
    def move(self, v, w, g, rate):
        return self.momentum * v - rate * g


@mistake(
    "SGD",
    "lr twice",
    "It looks as if the learning rate is multiplied in twice: once into the velocity is enough.",
)
class SGDRateTwice(_SGD):
    def move(self, v, w, g, rate):
        return rate * v


@mistake(
    "SGD",
    "lr outside the velocity",
    "It looks as if lr stands outside the velocity, as in PyTorch. With a rate that falls, that is another rule: here the "
    "velocity holds steps, each with the rate of its own call.",
)
class SGDRateOutside(_SGD):
    def velocity(self, v, g, rate):
        return self.momentum * v - g

    def move(self, v, w, g, rate):
        return rate * v


@mistake(
    "SGD",
    "w -= lr * w",
    "It looks as if lr times the parameter itself is taken away: it is the gradient that belongs there.",
)
class SGDByItself(_SGD):
    def step(self, parameters, gradients):
        super().step(parameters, parameters)


@mistake(
    "SGD",
    "decay per parameter",
    "It looks as if the decay counts parameters: it counts calls, and all parameters of one call share one rate.",
)
class SGDCountsParameters(_SGD):
    def step(self, parameters, gradients):
        for position, (w, g) in enumerate(zip(parameters, gradients, strict=True)):
            self.v[position] = self.velocity(self.v.get(position, 0.0), g, self.rate())
            w += self.v[position]
            self.calls += 1


@mistake(
    "SGD",
    "decay one step early",
    "It looks as if decay begins with the first call: that one should use lr in full (k counts from 0).",
)
class SGDEarlyDecay(_SGD):
    def rate(self):
        return self.lr / (1 + self.decay * (self.calls + 1))


@mistake(
    "SGD",
    "decay compounding",
    "It looks as if the rate that has already fallen is divided again: start from the lr that was given, at every call.",
)
class SGDCompounding(_SGD):
    def rate(self):
        self.lr /= 1 + self.decay * self.calls
        return self.lr


@mistake(
    "SGD",
    "lr divided at every call",
    "It looks as if lr is divided by 1 + decay at every call: those divisions multiply. Divide the lr that was given "
    "once, by 1 + decay * k.",
)
class SGDDividesEachTime(_SGD):
    def rate(self):
        rate = self.lr
        self.lr /= 1 + self.decay
        return rate


@mistake(
    "SGD",
    "no decay",
    "It looks as if decay is not used: the k-th call, from 0, uses lr / (1 + decay * k).",
)
class SGDNoDecay(_SGD):
    def rate(self):
        return self.lr


@mistake(
    "SGD",
    "gradient changed",
    "It looks as if the gradients that you were given are changed in place: whoever called you may still "
    "need them.",
)
class SGDChangesGradient(_SGD):
    def velocity(self, v, g, rate):
        g *= rate
        return self.momentum * v - g


@mistake(
    "SGD",
    "parameters replaced",
    "It looks as if the parameter arrays that were handed in stay as they are: change them in place, "
    "so that the network sees it.",
)
class SGDReplaces(_SGD):
    def step(self, parameters, gradients):
        super().step([w.copy() for w in parameters], gradients)


@mistake(
    "SGD",
    "other defaults",
    "It looks as if momentum is 0.9 where none is given: here it is 0 unless somebody asks for it.",
)
class SGDOtherDefault(_SGD):
    def __init__(self, lr=0.01, decay=0.0, momentum=0.9):
        super().__init__(lr, decay, momentum)


@mistake(
    "SGD",
    "learning rate fixed in code",
    "It looks as if 0.01 stands in the code: use the lr that was given.",
)
class SGDFixedRate(_SGD):
    def __init__(self, lr=0.01, decay=0.0, momentum=0.0):
        super().__init__(0.01, decay, momentum)


@mistake(
    "SGD",
    "brackets missing in the rate",
    "It looks as if brackets are missing around 1 + decay * k: lr is divided by 1, and decay * k is added to it.",
)
class SGDRateWithoutBrackets(_SGD):
    def rate(self):
        return self.lr / 1 + self.decay * self.calls


@mistake(
    "SGD",
    "momentum times the whole step",
    "It looks as if momentum also shrinks the new gradient's part: it belongs to the old velocity alone. Look at the brackets.",
)
class SGDShrinksBoth(_SGD):
    def velocity(self, v, g, rate):
        return self.momentum * (v - rate * g)


# AdaGrad and RMSProp: most mistakes are the same


class _Scaled:
    """Both in small pieces: how the cache grows, and what the step is.

    NumPy may warn here, as it would warn a learner: otherwise the two would not look alike.
    """

    def start(self):
        self.caches = {}

    def step(self, parameters, gradients):
        for position, (w, g) in enumerate(zip(parameters, gradients, strict=True)):
            cache = self.grown(self.cache_of(position, g), g)
            self.caches[position] = cache
            w += self.move(g, cache)

    def cache_of(self, position, g):
        return self.caches.get(position, np.zeros_like(g))

    def move(self, g, cache):
        return -self.lr * g / (np.sqrt(cache) + self.eps)


class _AdaGrad(_Scaled):
    def __init__(self, lr=0.01, eps=1e-8):
        self.lr, self.eps = lr, eps
        self.start()

    def grown(self, cache, g):
        return cache + g**2


class _RMSProp(_Scaled):
    def __init__(self, lr=0.01, rho=0.9, eps=1e-8):
        self.lr, self.rho, self.eps = lr, rho, eps
        self.start()

    def grown(self, cache, g):
        return self.rho * cache + (1 - self.rho) * g**2


class _Uphill:
    def move(self, g, cache):
        return -super().move(g, cache)


class _EpsInside:
    def move(self, g, cache):
        return -self.lr * g / np.sqrt(cache + self.eps)


class _NoEps:
    def move(self, g, cache):
        return -self.lr * g / np.sqrt(cache)


class _EpsAfterwards:
    def move(self, g, cache):
        return -(self.lr * g / np.sqrt(cache) + self.eps)


class _NoRoot:
    def move(self, g, cache):
        return -self.lr * g / (cache + self.eps)


class _RateTwice:
    def move(self, g, cache):
        return self.lr * super().move(g, cache)


class _Reset:
    def cache_of(self, position, g):
        return np.zeros_like(g)


class _Shared:
    def step(self, parameters, gradients):
        cache = getattr(self, "shared", 0.0)
        for w, g in zip(parameters, gradients, strict=True):
            cache = self.grown(cache, g)
            w += self.move(g, cache)
        self.shared = cache


class _OneNumber:
    def grown(self, cache, g):
        whole = np.full_like(g, np.sqrt(np.sum(g**2)))
        return super().grown(cache, whole)


class _Late:
    def step(self, parameters, gradients):
        for position, (w, g) in enumerate(zip(parameters, gradients, strict=True)):
            cache = self.cache_of(position, g)
            w += self.move(g, cache)
            self.caches[position] = self.grown(cache, g)


class _ChangesGradient:
    def move(self, g, cache):
        step = super().move(g, cache)
        g **= 2
        return step


class _Replaces:
    def step(self, parameters, gradients):
        super().step([w.copy() for w in parameters], gradients)


class _FixedEps:
    def move(self, g, cache):
        return -self.lr * g / (np.sqrt(cache) + 1e-8)


class _FixedRate:
    def move(self, g, cache):
        return -0.01 * g / (np.sqrt(cache) + self.eps)


_BOTH = (
    (
        "uphill",
        _Uphill,
        "It looks as if the step is added: the gradient points uphill, so the step goes against it.",
    ),
    (
        "eps inside the root",
        _EpsInside,
        "It looks as if eps stands under the root: take the root of the cache first, then add eps.",
    ),
    (
        "no eps",
        _NoEps,
        "It looks as if eps is left out: where every gradient so far was zero, that is zero divided by zero.",
    ),
    (
        "eps outside the fraction",
        _EpsAfterwards,
        "It looks as if eps is added after the division: brackets around the root and eps hold both under the line.",
    ),
    (
        "no root",
        _NoRoot,
        "It looks as if the step is divided by the cache itself, and not by its root.",
    ),
    ("lr twice", _RateTwice, "It looks as if the learning rate is multiplied in twice."),
    (
        "cache not kept",
        _Reset,
        "It looks as if the cache starts from zero at every call: it should still be there in the next.",
    ),
    (
        "cache shared",
        _Shared,
        "It looks as if all parameters share one cache: each position needs its own.",
    ),
    (
        "one number for a whole array",
        _OneNumber,
        "It looks as if the squares are summed over the whole array: every entry has a cache of its own.",
    ),
    (
        "cache updated after the step",
        _Late,
        "It looks as if the step uses the cache from before this gradient came in: the cache grows first.",
    ),
    (
        "gradient changed",
        _ChangesGradient,
        "It looks as if the gradients that you were given are changed in place: whoever called you may still "
        "need them.",
    ),
    (
        "parameters replaced",
        _Replaces,
        "It looks as if the parameter arrays that were handed in stay as they are: change them in place, "
        "so that the network sees it.",
    ),
    (
        "eps fixed in code",
        _FixedEps,
        "It looks as if 1e-8 stands in the code: use the eps that was given.",
    ),
    (
        "learning rate fixed in code",
        _FixedRate,
        "It looks as if 0.01 stands in the code: use the lr that was given.",
    ),
)

for _name, _change, _hint in _BOTH:
    for _exercise, _right in (("AdaGrad", _AdaGrad), ("RMSProp", _RMSProp)):
        mistake(_exercise, _name, _hint)(type(_exercise, (_change, _right), {}))


@mistake(
    "AdaGrad",
    "g not squared",
    "It looks as if the gradient itself goes into the cache: its square should, which is never negative.",
)
class AdaGradNotSquared(_AdaGrad):
    def grown(self, cache, g):
        return cache + g


@mistake(
    "AdaGrad",
    "sizes summed, not squares",
    "It looks as if the cache sums the sizes of the gradients, without their signs: it should sum their squares.",
)
class AdaGradSizes(_AdaGrad):
    def grown(self, cache, g):
        return cache + np.abs(g)


@mistake(
    "AdaGrad",
    "forgets",
    "It looks as if the cache keeps only nine tenths of itself: that is RMSProp with rho = 0.9. AdaGrad's cache forgets nothing.",
)
class AdaGradForgets(_AdaGrad):
    def grown(self, cache, g):
        return 0.9 * cache + 0.1 * g**2


@mistake(
    "RMSProp",
    "added before it shrinks",
    "It looks as if the new square is added first and then shrinks along with the old cache: rho belongs to the old "
    "cache alone.",
)
class RMSPropShrinksBoth(_RMSProp):
    def grown(self, cache, g):
        return self.rho * (cache + (1 - self.rho) * g**2)


@mistake(
    "RMSProp",
    "g not squared",
    "It looks as if the cache averages the gradient itself: it should average its square, which is never negative.",
)
class RMSPropNotSquared(_RMSProp):
    def grown(self, cache, g):
        return self.rho * cache + (1 - self.rho) * g


@mistake(
    "RMSProp",
    "never forgets",
    "It looks as if the cache sums up all squares and forgets nothing: that is AdaGrad. Here it keeps the share rho of itself.",
)
class RMSPropNeverForgets(_RMSProp):
    def grown(self, cache, g):
        return cache + g**2


@mistake(
    "RMSProp",
    "rho exchanged",
    "It looks as if rho and 1 - rho are exchanged: the old cache keeps the share rho, the new square enters with the rest.",
)
class RMSPropExchanged(_RMSProp):
    def grown(self, cache, g):
        return (1 - self.rho) * cache + self.rho * g**2


@mistake(
    "RMSProp",
    "(1 - rho) missing",
    "It looks as if the new square enters in full: it is weighed by 1 - rho, so that the cache is a mean.",
)
class RMSPropUnweighed(_RMSProp):
    def grown(self, cache, g):
        return self.rho * cache + g**2


@mistake(
    "RMSProp",
    "starts with the first square",
    "It looks as if the cache starts at the first squared gradient: it starts at 0.",
)
class RMSPropWarmStart(_RMSProp):
    def cache_of(self, position, g):
        return self.caches.get(position, g**2)


@mistake(
    "RMSProp",
    "rho fixed in code",
    "It looks as if 0.9 stands in the code: use the rho that was given.",
)
class RMSPropFixedRho(_RMSProp):
    def __init__(self, lr=0.01, rho=0.9, eps=1e-8):
        super().__init__(lr=lr, eps=eps)


@mistake(
    "RMSProp",
    "brackets missing",
    "It looks as if brackets are missing around 1 - rho: without them a whole 1 is added to the cache, and rho times the square is "
    "taken away.",
)
class RMSPropWithoutBrackets(_RMSProp):
    def grown(self, cache, g):
        return self.rho * cache + 1 - self.rho * g**2


# repair_biases


@mistake(
    "repair_biases",
    "b -= lr * b",
    "It looks as if the biases still shrink by lr times themselves: their slope, dbiases, has no part in it yet.",
)
def repair_not_done(weights, biases, dweights, dbiases, lr):
    return weights - lr * dweights, biases - lr * biases


@mistake(
    "repair_biases",
    "biases stay",
    "It looks as if the biases come back as they were: they have a slope too.",
)
def repair_frozen(weights, biases, dweights, dbiases, lr):
    return weights - lr * dweights, biases.copy()


@mistake(
    "repair_biases",
    "biases without lr",
    "It looks as if the biases step by their whole slope: lr belongs there as it does with the weights.",
)
def repair_without_rate(weights, biases, dweights, dbiases, lr):
    return weights - lr * dweights, biases - dbiases


@mistake(
    "repair_biases",
    "biases uphill",
    "It looks as if the biases go with their slope, uphill: they go against it, as the weights do.",
)
def repair_uphill(weights, biases, dweights, dbiases, lr):
    return weights - lr * dweights, biases + lr * dbiases


@mistake(
    "repair_biases",
    "the slope alone",
    "It looks as if the new biases are the step alone: it is taken away from the biases that were there.",
)
def repair_step_alone(weights, biases, dweights, dbiases, lr):
    return weights - lr * dweights, -lr * dbiases


@mistake(
    "repair_biases",
    "the weights' bug too",
    "It looks as if the weights shrink by lr times themselves now: they were right before.",
)
def repair_both(weights, biases, dweights, dbiases, lr):
    return weights - lr * weights, biases - lr * dbiases


@mistake(
    "repair_biases",
    "changes its input",
    "It looks as if the arrays that you were given are changed in place: `-=` works on those very arrays. New arrays are asked for.",
)
def repair_in_place(weights, biases, dweights, dbiases, lr):
    weights -= lr * dweights
    biases -= lr * dbiases
    return weights, biases


# rate_order


@mistake(
    "rate_order",
    "returns before the loop",
    "It looks as if `return lr` (line B) comes before the loop: whatever stands after a `return` never runs.",
)
def order_returns_early():
    return "E B C A D"


@mistake(
    "rate_order",
    "best noted before the doubling",
    "It looks as if `best` is noted before the rate is doubled: it then lags one rate behind, and the loop can go one doubling too far.",
)
def order_lags():
    return "E C D A B"


@mistake(
    "rate_order",
    "best starts after the loop",
    "It looks as if the loop asks for `best` before it has a value: line E gives it the first one.",
)
def order_starts_late():
    return "C A D E B"


@mistake(
    "rate_order",
    "doubled before the loop",
    "It looks as if line A stands before line C: it is indented, and belongs under the `while`.",
)
def order_doubles_first():
    return "E A C D B"


@mistake(
    "rate_order",
    "returns inside the loop",
    "It looks as if `return lr` (line B) cuts the loop in two: it ends the function, and stands after all that the loop does.",
)
def order_returns_inside():
    return "E C A B D"


@mistake(
    "rate_order",
    "best left as it was",
    "It looks as if line D is left out: `best` would stay the first loss, and the loop would go on as long as that one is beaten.",
)
def order_without_best():
    return "E C A B"


# Predictions

wrong_prediction(
    "remember_descent_dweights",
    (3, 4),
    "A slope for every weight: `dweights` has the shape of the weights, and those are (n_inputs, n_neurons).",
)
wrong_prediction(
    "remember_descent_dweights",
    (10, 3),
    "That is the output of the batch. `dweights` has the shape of the weights.",
)
wrong_prediction(
    "remember_descent_downhill",
    "B",
    "A positive slope says: the loss grows when the weight grows. Which way should the weight go, then?",
)
wrong_prediction(
    "remember_descent_first_loss",
    0.333,
    "That is the probability of each class. The loss is minus its logarithm.",
)
wrong_prediction(
    "remember_descent_first_loss",
    -1.099,
    "The logarithm of 1/3 is negative. The loss is minus that.",
)
wrong_prediction(
    "predict_descent_step",
    -3.0,
    "The step went uphill: with the slope -4, minus lr times the slope is +1.",
)
wrong_prediction(
    "predict_descent_step", 2.0, "The whole slope was taken away: lr takes a quarter of it."
)
wrong_prediction(
    "predict_descent_step", 1.0, "That is the step alone. Where does it lead, from -2?"
)
wrong_prediction(
    "predict_descent_losses",
    [0.0, 0.0],
    "The first loss is taken before anything has moved.",
)
wrong_prediction(
    "predict_descent_losses",
    [9.0, 0.0, 0.0],
    "One loss for each epoch, so there are two.",
)
wrong_prediction(
    "predict_descent_losses",
    [9.0, 2.25],
    "Those are the losses of the table. Here the learning rate is 0.1, so the step is twice as long.",
)
wrong_prediction(
    "predict_descent_halved",
    50,
    "At step 50 the divisor is 1 + 0.01 * 50 = 1.5. It should be 2.",
)
wrong_prediction(
    "predict_descent_halved",
    69,
    "That would be right if each step divided by 1.01 again. There is one division, by 1 + 0.01 * step.",
)
wrong_prediction(
    "predict_descent_velocity",
    -0.1,
    "That is the first step. Each step keeps 0.9 of the one before and adds another -0.1.",
)
wrong_prediction(
    "predict_descent_velocity",
    1.0,
    "The size is right. Which way does the ball roll where the slope is positive?",
)
wrong_prediction(
    "predict_descent_velocity",
    -0.19,
    "That is the second step. Where does it end, after many?",
)
wrong_prediction(
    "predict_descent_scale",
    0.04,
    "That is lr * g, not yet divided by the root of the cache.",
)
wrong_prediction(
    "predict_descent_scale",
    40.0,
    "That is lr * g of the first weight, not yet divided by the root of its cache.",
)
wrong_prediction(
    "predict_descent_scale",
    -0.4,
    "The direction is right. A length is asked for, and that has no sign.",
)
wrong_prediction(
    "predict_descent_velocity",
    -0.2,
    "That is where it ends with 0.5. Now 0.9 of the velocity is kept, so a tenth of it is lost at each step.",
)
wrong_prediction(
    "predict_descent_step",
    -1.5,
    "That takes w for the slope. The loss is w squared: its slope is 2w.",
)
wrong_prediction(
    "remember_descent_first_loss",
    0.477,
    "That is the logarithm to base 10. `np.log` is the natural one, and that is meant.",
)
wrong_prediction("remember_descent_first_loss", 1.1, "That is right to one decimal. Give three.")
wrong_prediction(
    "remember_descent_first_loss",
    1.585,
    "That is the logarithm to base 2. `np.log` is the natural one, and that is meant.",
)
for _letter, _hint in {
    "A": "That takes a factor of 0. What is 1 - 2 * lr when lr is 1?",
    "B": "A creeping step has a factor between 0 and 1. What is 1 - 2 * lr when lr is 1?",
    "C": "It does jump across. To land higher, the factor must be larger in size than 1. What is it here?",
}.items():
    wrong_prediction("predict_descent_rates", _letter, _hint)
for _letter, _hint in {
    "B": "What makes a `nan` is growth. What does a bias of 0 lose in the line of the biases?",
    "C": "A bias loses lr times itself in that line. How much is that, if the bias is 0?",
    "D": "The line of the weights uses their own slopes. Is anything wrong with it?",
}.items():
    wrong_prediction("predict_descent_bug", _letter, _hint)
