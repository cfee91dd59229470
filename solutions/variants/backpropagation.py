"""Lesson 07, right in other hands."""

import math

import numpy as np

from solutions.registry import variant


@variant("DenseBackward")
class DenseInLoops:
    def __init__(self, n_inputs, n_neurons, rng):
        self.weights = 0.01 * rng.standard_normal((n_inputs, n_neurons))
        self.biases = np.zeros((1, n_neurons))

    def forward(self, inputs):
        self.inputs = inputs
        return inputs @ self.weights + self.biases

    def backward(self, doutput):
        self.dweights = np.zeros_like(self.weights)
        self.dbiases = np.zeros_like(self.biases)
        dinputs = np.zeros_like(self.inputs)
        for k in range(len(doutput)):
            for j in range(doutput.shape[1]):
                self.dbiases[0, j] += doutput[k, j]
                for i in range(self.inputs.shape[1]):
                    self.dweights[i, j] += self.inputs[k, i] * doutput[k, j]
                    dinputs[k, i] += self.weights[i, j] * doutput[k, j]
        return dinputs


@variant("DenseBackward")
class DenseWithEinsum:
    def __init__(self, n_inputs, n_neurons, rng):
        self.biases = np.zeros((1, n_neurons))
        self.weights = rng.standard_normal((n_inputs, n_neurons)) * 0.01
        self.dweights, self.dbiases = None, None

    def forward(self, inputs):
        self.saved = inputs.copy()
        return np.einsum("ki,ij->kj", inputs, self.weights) + self.biases

    def backward(self, doutput):
        self.dbiases = np.einsum("kj->j", doutput)[np.newaxis]
        self.dweights = np.einsum("ki,kj->ij", self.saved, doutput)
        return np.einsum("kj,ij->ki", doutput, self.weights)


@variant("DenseBackward")
class DenseTheOtherWayRound:
    def __init__(self, n_inputs, n_neurons, rng):
        self.weights = 0.01 * rng.standard_normal((n_inputs, n_neurons))
        self.biases = np.zeros((1, n_neurons))

    def forward(self, X):
        self.X = X
        return np.dot(X, self.weights) + self.biases

    def backward(self, doutput):
        self.dweights = np.dot(doutput.T, self.X).T
        self.dbiases = np.ones((1, len(doutput))) @ doutput
        return np.dot(self.weights, doutput.T).T


@variant("DenseBackward")
class DenseFillsArrays:
    """Writes into arrays that it keeps: still an overwriting."""

    def __init__(self, n_inputs, n_neurons, rng):
        self.weights = 0.01 * rng.standard_normal((n_inputs, n_neurons))
        self.biases = np.zeros((1, n_neurons))
        self.dweights = np.zeros((n_inputs, n_neurons))
        self.dbiases = np.zeros((1, n_neurons))

    def forward(self, inputs):
        self.inputs = inputs
        return inputs @ self.weights + self.biases

    def backward(self, doutput):
        self.dweights[...] = sum(np.outer(x, d) for x, d in zip(self.inputs, doutput, strict=True))
        self.dbiases[...] = sum(doutput)
        return np.array([self.weights @ d for d in doutput])


@variant("ReLUBackward")
class ReLUByMultiplying:
    def forward(self, inputs):
        self.inputs = inputs
        return np.maximum(0, inputs)

    def backward(self, doutput):
        return doutput * (self.inputs > 0)


@variant("ReLUBackward")
class ReLUFromOutput:
    def forward(self, inputs):
        self.output = inputs * (inputs > 0)
        return self.output

    def backward(self, doutput):
        dinputs = doutput.copy()
        dinputs[self.output <= 0] = 0
        return dinputs


@variant("ReLUBackward")
class ReLUInLoops:
    def forward(self, inputs):
        self.kept = inputs.tolist()
        return np.array([[max(value, 0.0) for value in row] for row in self.kept])

    def backward(self, doutput):
        rows = zip(self.kept, doutput.tolist(), strict=True)
        return np.array(
            [[d if x > 0 else 0.0 for x, d in zip(xs, ds, strict=True)] for xs, ds in rows]
        )


@variant("ReLUBackward")
class ReLUBySign:
    def forward(self, inputs):
        self.mask = np.heaviside(inputs, 0.0)
        return self.mask * inputs

    def backward(self, doutput):
        return np.multiply(self.mask, doutput)


@variant("softmax_cross_entropy_backward")
def combined_by_one_hot(probabilities, labels):
    n, classes = probabilities.shape
    truth = np.eye(classes)[labels] if labels.ndim == 1 else labels
    return (probabilities - truth) / n


@variant("softmax_cross_entropy_backward")
def combined_by_rows(probabilities, labels):
    rows = []
    for p, label in zip(probabilities, labels, strict=True):
        true_class = int(label) if labels.ndim == 1 else int(np.argmax(label))
        rows.append([(share - (k == true_class)) / len(labels) for k, share in enumerate(p)])
    return np.array(rows)


@variant("softmax_cross_entropy_backward")
def combined_on_a_copy(probabilities, labels):
    result = np.array(probabilities) / len(probabilities)
    if len(labels.shape) == 2:
        labels = np.argmax(labels, axis=1)
    result[range(len(labels)), labels] -= 1 / len(labels)
    return result


@variant("softmax_cross_entropy_backward")
def combined_by_comparing(probabilities, labels):
    classes = np.arange(probabilities.shape[1])
    truth = labels if labels.ndim > 1 else labels[:, None] == classes
    return (probabilities - truth) * (1 / probabilities.shape[0])


@variant("SoftmaxCrossEntropy")
class LossFromPieces:
    def shares(self, scores):
        powers = np.exp(scores - scores.max(axis=1, keepdims=True))
        return powers / powers.sum(axis=1, keepdims=True)

    def forward(self, scores, y):
        truth = np.eye(scores.shape[1])[y] if y.ndim == 1 else y
        tops = scores.max(axis=1)
        logs = tops + np.log(np.sum(np.exp(scores - tops[:, None]), axis=1))
        return float(np.mean(logs - np.sum(truth * scores, axis=1)))

    def backward(self, scores, y):
        truth = np.eye(scores.shape[1])[y] if y.ndim == 1 else y
        return (self.shares(scores) - truth) / len(y)


@variant("SoftmaxCrossEntropy")
class LossByRows:
    def forward(self, scores, y):
        total = 0.0
        for row, label in zip(scores.tolist(), y, strict=True):
            t = int(np.argmax(label)) if y.ndim == 2 else int(label)
            top = max(row)
            total += math.log(sum(math.exp(s - top) for s in row)) - (row[t] - top)
        return total / len(y)

    def backward(self, scores, y):
        result = []
        for row, label in zip(scores.tolist(), y, strict=True):
            t = int(np.argmax(label)) if y.ndim == 2 else int(label)
            powers = [math.exp(s - max(row)) for s in row]
            result.append([(one / sum(powers) - (k == t)) / len(y) for k, one in enumerate(powers)])
        return np.array(result)


@variant("SoftmaxCrossEntropy")
class LossByLogAddExp:
    def forward(self, scores, y):
        labels = y.argmax(1) if y.ndim == 2 else y
        return np.mean(
            [np.logaddexp.reduce(row - row[t]) for row, t in zip(scores, labels, strict=True)]
        )

    def backward(self, scores, y):
        labels = y.argmax(1) if y.ndim == 2 else y
        slopes = np.exp(scores - np.logaddexp.reduce(scores, axis=1, keepdims=True))
        slopes[np.arange(len(labels)), labels] -= 1
        slopes /= len(labels)
        return slopes


@variant("mlp_gradients")
def mlp_by_hand(X, y, W1, b1, W2, b2):
    n = len(X)
    hidden = X @ W1 + b1
    active = np.where(hidden > 0, hidden, 0)
    scores = active @ W2 + b2
    p = np.exp(scores - scores.max(1, keepdims=True))
    p /= p.sum(1, keepdims=True)
    p[np.arange(n), y] -= 1
    p /= n
    back = p @ W2.T
    back[hidden <= 0] = 0
    return {
        "db2": p.sum(0, keepdims=True),
        "dW2": active.T @ p,
        "db1": back.sum(0, keepdims=True),
        "dW1": X.T @ back,
    }


@variant("mlp_gradients")
def mlp_by_samples(X, y, W1, b1, W2, b2):
    dW1, db1, dW2, db2 = (np.zeros_like(one) for one in (W1, b1, W2, b2))
    for x, label in zip(X, y, strict=True):
        z = x @ W1 + b1[0]
        a = np.maximum(z, 0)
        s = a @ W2 + b2[0]
        p = np.exp(s - s.max())
        p = p / p.sum()
        ds = p - (np.arange(len(p)) == label)
        da = W2 @ ds
        dz = da * (z > 0)
        dW2 += np.outer(a, ds) / len(y)
        db2 += ds / len(y)
        dW1 += np.outer(x, dz) / len(y)
        db1 += dz / len(y)
    return {"dW1": dW1, "db1": db1, "dW2": dW2, "db2": db2}


@variant("mlp_gradients")
def mlp_from_layers(X, y, W1, b1, W2, b2):
    rng = np.random.default_rng(0)
    first, gate = DenseWithEinsum(*W1.shape, rng), ReLUByMultiplying()
    second, loss = DenseWithEinsum(*W2.shape, rng), LossFromPieces()
    first.weights, first.biases, second.weights, second.biases = W1, b1, W2, b2
    layers = [first, gate, second]
    output = X
    for layer in layers:
        output = layer.forward(output)
    back = loss.backward(output, y)
    for layer in layers[::-1]:
        back = layer.backward(back)
    return {
        "dW1": first.dweights,
        "db1": first.dbiases,
        "dW2": second.dweights,
        "db2": second.dbiases,
        "loss": loss.forward(output, y),
    }


class TanhKeepsOutput:
    def forward(self, inputs):
        self.outputs = np.tanh(inputs)
        return self.outputs

    def backward(self, doutput):
        return doutput * (1 - self.outputs * self.outputs)


class TanhKeepsInput:
    def forward(self, inputs):
        self.inputs = inputs
        return np.tanh(inputs)

    def backward(self, doutput):
        return doutput * (1 - np.tanh(self.inputs) ** 2)


class TanhByCosh(TanhKeepsInput):
    def backward(self, doutput):
        return doutput / np.cosh(self.inputs) ** 2


class GainBySum:
    def __init__(self, gains):
        self.gains = gains

    def forward(self, inputs):
        self.inputs = inputs
        return inputs * self.gains

    def backward(self, doutput):
        self.dgains = np.sum(self.inputs * doutput, axis=0, keepdims=True)
        return self.gains * doutput


class GainByEinsum(GainBySum):
    def backward(self, doutput):
        self.dgains = np.einsum("kj,kj->j", self.inputs, doutput).reshape(1, -1)
        return np.einsum("kj,j->kj", doutput, self.gains[0])


class GainByColumns(GainBySum):
    def backward(self, doutput):
        columns = range(doutput.shape[1])
        self.dgains = np.array([[self.inputs[:, j] @ doutput[:, j] for j in columns]])
        return np.column_stack([doutput[:, j] * self.gains[0, j] for j in columns])


for _pair in (
    (TanhKeepsOutput, GainBySum),
    (TanhKeepsInput, GainByEinsum),
    (TanhByCosh, GainByColumns),
):
    variant("repair_layers")(_pair)


@variant("softmax_jacobian")
def jacobian_in_loops(p):
    n = len(p)
    table = np.zeros((n, n))
    for i in range(n):
        for j in range(n):
            table[i, j] = p[i] * ((i == j) - p[j])
    return table


@variant("softmax_jacobian")
def jacobian_by_broadcasting(p):
    return p[:, None] * (np.eye(len(p)) - p[None, :])


@variant("softmax_jacobian")
def jacobian_by_diagonal(p):
    table = -np.outer(p, p)
    np.fill_diagonal(table, p * (1 - p))
    return table


@variant("sigmoid_bce_backward")
def bce_by_division(p, y):
    return (p - y) / p.size


@variant("sigmoid_bce_backward")
def bce_in_a_loop(p, y):
    return np.array([(one - truth) / len(p) for one, truth in zip(p, y, strict=True)])


@variant("sigmoid_bce_backward")
def bce_on_a_copy(p, y):
    slopes = p.copy()
    slopes -= y
    slopes *= 1 / len(y)
    return slopes


# Written from the learner's notebook alone


@variant("ReLUBackward")
class ReLUWithAClosure:
    def forward(self, inputs):
        kept = inputs.copy()
        self.backward = lambda doutput: np.where(kept > 0, doutput, 0.0)
        return (np.abs(inputs) + inputs) / 2


@variant("ReLUBackward")
class ReLUBySigns:
    __slots__ = ("output",)

    def forward(self, inputs):
        self.output = np.clip(inputs, 0, None)
        return self.output

    def backward(self, doutput):
        return doutput * np.sign(self.output)


@variant("ReLUBackward")
class ReLUInLists:
    def forward(self, inputs):
        self.open = [[one > 0 for one in row] for row in inputs]
        return np.array([[max(one, 0.0) for one in row] for row in inputs])

    def backward(self, doutput):
        rows = zip(doutput, self.open, strict=True)
        return np.array([[d if o else 0.0 for d, o in zip(*row, strict=True)] for row in rows])
