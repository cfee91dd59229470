"""Lesson 07, wrong on purpose."""

import numpy as np

from solutions.reference import backward, mlp
from solutions.reference.activations import softmax
from solutions.reference.backward import SoftmaxCrossEntropy
from solutions.reference.layers import Dense, Gain, ReLU, Tanh
from solutions.registry import mistake, wrong_prediction

# DenseBackward


@mistake(
    "DenseBackward",
    "dweights transposed",
    "It looks as if `dweights` is lying on its side: its entry in row i and column j belongs to input j and "
    "neuron i. It should have the shape of `weights`, (n_inputs, n_neurons).",
)
class DenseTransposed(Dense):
    def backward(self, doutput):
        dinputs = super().backward(doutput)
        self.dweights = self.dweights.T
        return dinputs


@mistake(
    "DenseBackward",
    "inputs not transposed",
    "It looks as if `dweights` is a product of the inputs as they are with `doutput`. Rows of the one have to meet "
    "rows of the other, because both count the samples: look at which axes are multiplied and added up.",
)
class DenseInputsAsTheyAre(Dense):
    def backward(self, doutput):
        self.dweights = self.inputs @ doutput
        self.dbiases = doutput.sum(axis=0, keepdims=True)
        return doutput @ self.weights.T


@mistake(
    "DenseBackward",
    "weights not transposed",
    "It looks as if `dinputs`, which `backward` returns, is a product with the weights as they are. Every "
    "input collects over the neurons, so it is the neurons that are added up.",
)
class DenseWeightsAsTheyAre(Dense):
    def backward(self, doutput):
        super().backward(doutput)
        return doutput @ self.weights


@mistake(
    "DenseBackward",
    "mean for the biases",
    "It looks as if `dbiases` is a mean over the rows. A bias serves every row, so what the rows say adds up; "
    "the 1/N is already in the loss.",
)
class DenseMeanBiases(Dense):
    def backward(self, doutput):
        dinputs = super().backward(doutput)
        self.dbiases = doutput.mean(axis=0, keepdims=True)
        return dinputs


@mistake(
    "DenseBackward",
    "mean for weights and biases",
    "It looks as if both `dweights` and `dbiases` are divided by the number of rows. The 1/N enters once, in the "
    "loss: what arrives here has it already.",
)
class DenseMeans(Dense):
    def backward(self, doutput):
        dinputs = super().backward(doutput)
        self.dweights = self.dweights / len(doutput)
        self.dbiases = self.dbiases / len(doutput)
        return dinputs


@mistake(
    "DenseBackward",
    "mean for the weights",
    "It looks as if `dweights` is divided by the number of rows. The 1/N enters once, in the loss: "
    "what arrives here has it already.",
)
class DenseMeanWeights(Dense):
    def backward(self, doutput):
        dinputs = super().backward(doutput)
        self.dweights = self.dweights / len(doutput)
        return dinputs


@mistake(
    "DenseBackward",
    "biases lose a dimension",
    "It looks as if `dbiases` is flat, (n_neurons,): adding up removed the axis. It should have the shape of "
    "`biases`, (1, n_neurons); `keepdims=True` keeps the axis.",
)
class DenseFlatBiases(Dense):
    def backward(self, doutput):
        dinputs = super().backward(doutput)
        self.dbiases = doutput.sum(axis=0)
        return dinputs


@mistake(
    "DenseBackward",
    "biases added up along the neurons",
    "It looks as if `dbiases` adds up along the neurons and leaves one number for each row. It should "
    "leave one for each neuron.",
)
class DenseBiasesByRow(Dense):
    def backward(self, doutput):
        dinputs = super().backward(doutput)
        self.dbiases = doutput.sum(axis=1, keepdims=True)
        return dinputs


@mistake(
    "DenseBackward",
    "biases not added up",
    "It looks as if `dbiases` is `doutput` itself, one row for each sample. There is one bias a neuron, so "
    "the rows are still to be added up.",
)
class DenseBiasesAsTheyCome(Dense):
    def backward(self, doutput):
        dinputs = super().backward(doutput)
        self.dbiases = doutput
        return dinputs


@mistake(
    "DenseBackward",
    "accumulates",
    "It looks as if a second backward pass adds to `dweights` and `dbiases` of the first. In this course "
    "`backward` overwrites them.",
)
class DenseAccumulates(Dense):
    def __init__(self, n_inputs, n_neurons, rng):
        super().__init__(n_inputs, n_neurons, rng)
        self.total = [np.zeros((n_inputs, n_neurons)), np.zeros((1, n_neurons))]

    def backward(self, doutput):
        dinputs = super().backward(doutput)
        self.total = [self.total[0] + self.dweights, self.total[1] + self.dbiases]
        self.dweights, self.dbiases = self.total
        return dinputs


@mistake(
    "DenseBackward",
    "inputs not kept",
    "It looks as if `backward` asks for something under a name that is not there. What it needs of the forward pass, "
    "`forward` has to keep on `self`, under the very same name.",
)
class DenseForgets(Dense):
    def forward(self, inputs):
        return inputs @ self.weights + self.biases


@mistake(
    "DenseBackward",
    "first inputs kept for ever",
    "It looks as if the inputs of the very first forward pass are used in later ones too: `forward` has to keep "
    "what it is given each time it is called.",
)
class DenseStale(Dense):
    def forward(self, inputs):
        if not hasattr(self, "inputs"):
            self.inputs = inputs
        return inputs @ self.weights + self.biases


@mistake(
    "DenseBackward",
    "layers share what they keep",
    "It looks as if two layers keep their inputs in one place, and the second writes over those of the first. "
    "What a layer keeps belongs to `self`.",
)
class DenseShared(Dense):
    kept = None

    def forward(self, inputs):
        DenseShared.kept = inputs
        return inputs @ self.weights + self.biases

    def backward(self, doutput):
        self.inputs = DenseShared.kept
        return super().backward(doutput)


@mistake(
    "DenseBackward",
    "nothing returned",
    "It looks as if `backward` keeps its results and returns nothing. The layer before is waiting for the "
    "slopes of its output: they are the slopes of your inputs.",
)
class DenseReturnsNothing(Dense):
    def backward(self, doutput):
        super().backward(doutput)


@mistake(
    "DenseBackward",
    "changes doutput",
    "It looks as if `doutput` is divided in place: the caller's array changes, and the 1/N is in the loss already.",
)
class DenseDivides(Dense):
    def backward(self, doutput):
        doutput /= len(doutput)
        return super().backward(doutput)


# ReLUBackward


@mistake(
    "ReLUBackward",
    "mask from the gradient",
    "It looks as if a slope passes where the slope itself is above 0. What decides is the number that came "
    "in on the way forward.",
)
class ReLUMaskFromGradient(ReLU):
    def backward(self, doutput):
        return doutput * (doutput > 0)


@mistake(
    "ReLUBackward",
    "changes doutput",
    "It looks as if the slopes that arrive are set to 0 in place: whoever sent them still needs them. Make a new "
    "array.",
)
class ReLUInPlace(ReLU):
    def backward(self, doutput):
        doutput[~self.open] = 0.0
        return doutput


@mistake(
    "ReLUBackward",
    "open at 0",
    "It looks as if an input of exactly 0 lets the slope pass. In this course ReLU's slope at 0 is 0, so the "
    "comparison should leave 0 out.",
)
class ReLUOpenAtZero(ReLU):
    def forward(self, inputs):
        self.open = inputs >= 0
        return np.maximum(inputs, 0.0)


@mistake(
    "ReLUBackward",
    "no mask",
    "It looks as if all slopes pass. Where ReLU answered 0, a small change of its input changes nothing, so "
    "nothing should pass.",
)
class ReLUNoMask(ReLU):
    def backward(self, doutput):
        return doutput.copy()


@mistake(
    "ReLUBackward",
    "slope alone",
    "It looks as if the zeros and ones of ReLU's own slope are returned. The chain rule multiplies them by the "
    "slopes that arrive.",
)
class ReLUSlopeAlone(ReLU):
    def backward(self, doutput):
        return self.open.astype(float)


@mistake(
    "ReLUBackward",
    "times the output",
    "It looks as if the slopes that arrive are multiplied by ReLU's output. They are multiplied by its slope, "
    "which is 0 or 1.",
)
class ReLUTimesOutput(ReLU):
    def forward(self, inputs):
        self.output = super().forward(inputs)
        return self.output.copy()

    def backward(self, doutput):
        return doutput * self.output


@mistake(
    "ReLUBackward",
    "relu of the gradient, too",
    "It looks as if only slopes above 0 pass, even where the input was above 0. A slope below 0 is as good as any "
    "other.",
)
class ReLUBoth(ReLU):
    def backward(self, doutput):
        return np.maximum(super().backward(doutput), 0.0)


@mistake(
    "ReLUBackward",
    "mask turned around",
    "It looks as if slopes pass where the input was not above 0, and are stopped where it was: the "
    "comparison points the other way.",
)
class ReLUTurned(ReLU):
    def backward(self, doutput):
        return np.where(self.open, 0.0, doutput)


@mistake(
    "ReLUBackward",
    "first inputs kept for ever",
    "It looks as if the inputs of the very first forward pass decide in later ones too: `forward` has to keep what "
    "it is given each time it is called.",
)
class ReLUStale(ReLU):
    def forward(self, inputs):
        if not hasattr(self, "open"):
            self.open = inputs > 0
        return np.maximum(inputs, 0.0)


@mistake(
    "ReLUBackward",
    "changes its inputs",
    "It looks as if `forward` sets numbers of its inputs to 0 in place: whoever sent them still needs "
    "them. Make a new array.",
)
class ReLUForwardInPlace(ReLU):
    def forward(self, inputs):
        self.open = inputs > 0
        inputs[~self.open] = 0.0
        return inputs


@mistake(
    "ReLUBackward",
    "nothing returned",
    "It looks as if `backward` returns nothing. The layer before is waiting for the slopes of its output.",
)
class ReLUReturnsNothing(ReLU):
    def backward(self, doutput):
        super().backward(doutput)


# softmax_cross_entropy_backward


def _one_hot(labels, classes):
    return labels if labels.ndim == 2 else np.eye(classes)[labels]


def _numbers(labels):
    return labels.argmax(axis=1) if labels.ndim == 2 else labels


@mistake(
    "softmax_cross_entropy_backward",
    "y - p",
    "It looks as if every sign is turned around: truth minus shares. A slope points uphill, and the loss grows "
    "with the shares of the other classes.",
)
def combined_sign(probabilities, labels):
    return -backward.softmax_cross_entropy_backward(probabilities, labels)


@mistake(
    "softmax_cross_entropy_backward",
    "1/N missing",
    "It looks as if the slopes are those of a sum over the samples. The loss is a mean, so its slopes are divided "
    "by the number of samples.",
)
def combined_no_mean(probabilities, labels):
    return backward.softmax_cross_entropy_backward(probabilities, labels) * len(labels)


@mistake(
    "softmax_cross_entropy_backward",
    "1/N twice",
    "It looks as if the slopes are divided by the number of samples twice. The 1/N enters once.",
)
def combined_twice(probabilities, labels):
    return backward.softmax_cross_entropy_backward(probabilities, labels) / len(labels)


@mistake(
    "softmax_cross_entropy_backward",
    "divided by the classes",
    "It looks as if the slopes are divided by the number of classes. The mean runs over the samples, "
    "so it is their number that divides.",
)
def combined_by_classes(probabilities, labels):
    slopes = backward.softmax_cross_entropy_backward(probabilities, labels)
    return slopes * len(labels) / probabilities.shape[1]


@mistake(
    "softmax_cross_entropy_backward",
    "divided by all entries",
    "It looks as if the slopes are divided by samples times classes. A sample has one loss, however many "
    "classes there are: the number of samples divides.",
)
def combined_by_entries(probabilities, labels):
    slopes = backward.softmax_cross_entropy_backward(probabilities, labels)
    return slopes / probabilities.shape[1]


@mistake(
    "softmax_cross_entropy_backward",
    "changes its input",
    "It looks as if the probabilities that you were given are changed in place. Whoever called still needs them: "
    "work on a copy.",
)
def combined_in_place(probabilities, labels):
    probabilities[np.arange(len(labels)), _numbers(labels)] -= 1
    return probabilities / len(labels)


@mistake(
    "softmax_cross_entropy_backward",
    "whole columns",
    "It looks as if 1 is taken from whole columns: `p[:, labels]` picks every row of those classes. One entry a row "
    "is meant, so rows need a number each, too.",
)
def combined_columns(probabilities, labels):
    slopes = probabilities.copy()
    slopes[:, _numbers(labels)] -= 1
    return slopes / len(labels)


@mistake(
    "softmax_cross_entropy_backward",
    "whole rows",
    "It looks as if 1 is taken from whole rows: `p[labels]` picks rows, and the labels are classes. "
    "One entry a row is meant.",
)
def combined_rows(probabilities, labels):
    slopes = probabilities.copy()
    slopes[np.minimum(_numbers(labels), len(slopes) - 1)] -= 1
    return slopes / len(labels)


@mistake(
    "softmax_cross_entropy_backward",
    "one-hot only",
    "It looks as if labels of shape (N,) are used as if they were one-hot. They hold class numbers; `labels.ndim` "
    "tells the two forms apart.",
)
def combined_one_hot_only(probabilities, labels):
    return (probabilities - labels) / len(labels)


@mistake(
    "softmax_cross_entropy_backward",
    "sparse only",
    "It looks as if one-hot labels, (N, C), are used as class numbers. Each of their rows has a 1 at the true class; "
    "`labels.ndim` tells the two forms apart.",
)
def combined_sparse_only(probabilities, labels):
    slopes = probabilities.copy()
    slopes[np.arange(len(labels)), labels.astype(int)] -= 1
    return slopes / len(labels)


@mistake(
    "softmax_cross_entropy_backward",
    "slopes of the shares",
    "It looks as if these are slopes in the shares, minus 1 divided by the true class's share. Asked for are the slopes "
    "in the scores, on the other side of softmax.",
)
def combined_of_shares(probabilities, labels):
    return -_one_hot(labels, probabilities.shape[1]) / probabilities / len(labels)


@mistake(
    "softmax_cross_entropy_backward",
    "through a division",
    "It looks as if you divide by the true class's share, as the long way through both pieces does. Where that share is 0 "
    "the division fails, and the short form needs none.",
)
def combined_long_way(probabilities, labels):
    hot = _one_hot(labels, probabilities.shape[1])
    slopes = [
        backward.softmax_jacobian(p) @ (-truth / p)
        for p, truth in zip(probabilities, hot, strict=True)
    ]
    return np.array(slopes) / len(labels)


@mistake(
    "softmax_cross_entropy_backward",
    "true class only",
    "It looks as if only the true class gets a slope. Every score pushes on every share, so the other classes get theirs, "
    "too.",
)
def combined_diagonal(probabilities, labels):
    hot = _one_hot(labels, probabilities.shape[1])
    return hot * (probabilities - 1) / len(labels)


@mistake(
    "softmax_cross_entropy_backward",
    "nothing taken away",
    "It looks as if the truth does not enter: these are the shares, divided by the number of samples.",
)
def combined_no_truth(probabilities, labels):
    return probabilities / len(labels)


# SoftmaxCrossEntropy


@mistake(
    "SoftmaxCrossEntropy",
    "backward of other scores",
    "It looks as if `backward` answers for scores that `forward` has kept, and not for those that it is given. "
    "The two methods may be called with different scores.",
)
class LossKeeps(SoftmaxCrossEntropy):
    def forward(self, scores, y):
        self.kept = scores, y
        return super().forward(scores, y)

    def backward(self, scores, y):
        return super().backward(*self.kept)


@mistake(
    "SoftmaxCrossEntropy",
    "backward of other scores, right labels",
    "It looks as if `backward` takes the shares that `forward` has kept, beside the labels that it is given itself. "
    "Work them out of the scores that you are given.",
)
class LossKeepsShares(SoftmaxCrossEntropy):
    def forward(self, scores, y):
        self.kept = scores
        return super().forward(scores, y)

    def backward(self, scores, y):
        return super().backward(self.kept, y)


@mistake(
    "SoftmaxCrossEntropy",
    "1/N missing",
    "It looks as if `backward` gives the slopes of a sum over the samples, while the loss is their mean: "
    "the slopes are N times too large.",
)
class LossNoMean(SoftmaxCrossEntropy):
    def backward(self, scores, y):
        return super().backward(scores, y) * len(y)


@mistake(
    "SoftmaxCrossEntropy",
    "1/N twice",
    "It looks as if the slopes are divided by the number of samples twice. The 1/N enters once.",
)
class LossTwice(SoftmaxCrossEntropy):
    def backward(self, scores, y):
        return super().backward(scores, y) / len(y)


@mistake(
    "SoftmaxCrossEntropy",
    "sum not mean",
    "It looks as if `forward` adds up the losses of the samples. The loss is their mean; the slopes fit that already.",
)
class LossSum(SoftmaxCrossEntropy):
    def forward(self, scores, y):
        return super().forward(scores, y) * len(y)


@mistake(
    "SoftmaxCrossEntropy",
    "no shift",
    "It looks as if the exponential is taken of the scores as they are: e to the power 1000 does not fit into a float. "
    "Take each row's largest score away first.",
)
class LossNoShift(SoftmaxCrossEntropy):
    def forward(self, scores, y):
        rows = np.arange(len(scores))
        return (np.log(np.exp(scores).sum(axis=1)) - scores[rows, _numbers(y)]).mean()

    def backward(self, scores, y):
        powers = np.exp(scores)
        shares = powers / powers.sum(axis=1, keepdims=True)
        return (shares - _one_hot(y, scores.shape[1])) / len(y)


@mistake(
    "SoftmaxCrossEntropy",
    "log of a share",
    "It looks as if a share is worked out first and its logarithm taken then: a share can be rounded to 0, and the logarithm "
    "of 0 is infinite. Stay with the scores, as in cross_entropy_from_scores.",
)
class LossLogOfShare(SoftmaxCrossEntropy):
    def forward(self, scores, y):
        shares = softmax(scores)
        return -np.log(shares[np.arange(len(scores)), _numbers(y)]).mean()


@mistake(
    "SoftmaxCrossEntropy",
    "clipped",
    "It looks as if the shares are clipped before the logarithm: no loss is above 16.118 then, whatever the "
    "scores. From the scores themselves no clip is needed.",
)
class LossClipped(SoftmaxCrossEntropy):
    def forward(self, scores, y):
        shares = np.clip(softmax(scores), 1e-7, 1 - 1e-7)
        return -np.log(shares[np.arange(len(scores)), _numbers(y)]).mean()


@mistake(
    "SoftmaxCrossEntropy",
    "sign of the slopes",
    "It looks as if the slopes have the other sign: truth minus shares. A slope points uphill.",
)
class LossSlopesSign(SoftmaxCrossEntropy):
    def backward(self, scores, y):
        return -super().backward(scores, y)


@mistake(
    "SoftmaxCrossEntropy",
    "sign of the loss",
    "It looks as if the minus before the logarithm is missing: your loss is below 0.",
)
class LossSign(SoftmaxCrossEntropy):
    def forward(self, scores, y):
        return -super().forward(scores, y)


@mistake(
    "SoftmaxCrossEntropy",
    "scores taken for shares",
    "It looks as if `backward` takes the scores for shares: softmax comes first, then the truth is taken away.",
)
class LossNoSoftmax(SoftmaxCrossEntropy):
    def backward(self, scores, y):
        return (scores - _one_hot(y, scores.shape[1])) / len(y)


@mistake(
    "SoftmaxCrossEntropy",
    "softmax twice",
    "It looks as if softmax is applied twice, to the scores and to the shares that come out.",
)
class LossSoftmaxTwice(SoftmaxCrossEntropy):
    def forward(self, scores, y):
        return super().forward(softmax(scores), y)

    def backward(self, scores, y):
        return super().backward(softmax(scores), y)


@mistake(
    "SoftmaxCrossEntropy",
    "sparse only",
    "It looks as if one-hot labels, (N, C), are used as class numbers. `y.ndim` tells the two forms apart.",
)
class LossSparseOnly(SoftmaxCrossEntropy):
    def forward(self, scores, y):
        shifted = scores - scores.max(axis=1, keepdims=True)
        picked = shifted[np.arange(len(scores)), y]
        return (np.log(np.exp(shifted).sum(axis=1)) - picked).mean()


@mistake(
    "SoftmaxCrossEntropy",
    "one loss a sample",
    "It looks as if `forward` returns one loss for each sample. Their mean is still to be taken.",
)
class LossPerSample(SoftmaxCrossEntropy):
    def forward(self, scores, y):
        return np.array(
            [super(LossPerSample, self).forward(scores[[k]], y[[k]]) for k in range(len(y))]
        )


@mistake(
    "SoftmaxCrossEntropy",
    "changes the scores",
    "It looks as if the scores that you were given are changed in place (-=, for example): whoever called still needs them.",
)
class LossInPlace(SoftmaxCrossEntropy):
    def forward(self, scores, y):
        scores -= scores.max(axis=1, keepdims=True)
        return super().forward(scores, y)


# mlp_gradients


def _pieces(X, y, W1, b1, W2, b2):
    """Everything that the backward pass of the network needs."""
    Z1 = X @ W1 + b1
    A1 = np.maximum(Z1, 0)
    scores = A1 @ W2 + b2
    return Z1, A1, scores, SoftmaxCrossEntropy().backward(scores, y)


def _gradients(X, A1, dscores, dZ1):
    return {
        "dW1": X.T @ dZ1,
        "db1": dZ1.sum(axis=0, keepdims=True),
        "dW2": A1.T @ dscores,
        "db2": dscores.sum(axis=0, keepdims=True),
    }


@mistake(
    "mlp_gradients",
    "no mask",
    "It looks as if ReLU lets every slope pass on the way back: a hidden neuron that answered 0 should pass nothing on. "
    "The second layer's slopes are right.",
)
def mlp_no_mask(X, y, W1, b1, W2, b2):
    _, A1, _, dscores = _pieces(X, y, W1, b1, W2, b2)
    return _gradients(X, A1, dscores, dscores @ W2.T)


@mistake(
    "mlp_gradients",
    "mask from the gradient",
    "It looks as if a hidden neuron passes a slope on where the slope itself is above 0. What decides is the "
    "neuron's own value on the way forward.",
)
def mlp_mask_from_gradient(X, y, W1, b1, W2, b2):
    _, A1, _, dscores = _pieces(X, y, W1, b1, W2, b2)
    dA1 = dscores @ W2.T
    return _gradients(X, A1, dscores, dA1 * (dA1 > 0))


@mistake(
    "mlp_gradients",
    "mask of the wrong layer",
    "It looks as if ReLU's mask is laid on the slopes of the scores. There is no ReLU after the second layer: the mask "
    "belongs to the hidden neurons, and their values decide.",
)
def mlp_mask_of_scores(X, y, W1, b1, W2, b2):
    _, A1, scores, dscores = _pieces(X, y, W1, b1, W2, b2)
    masked = dscores * (scores > 0)
    return _gradients(X, A1, masked, masked @ W2.T)


@mistake(
    "mlp_gradients",
    "mask open at 0",
    "It looks as if a hidden neuron at exactly 0 passes slopes on. In this course ReLU's slope at 0 is 0.",
)
def mlp_open_at_zero(X, y, W1, b1, W2, b2):
    Z1, A1, _, dscores = _pieces(X, y, W1, b1, W2, b2)
    return _gradients(X, A1, dscores, (dscores @ W2.T) * (Z1 >= 0))


@mistake(
    "mlp_gradients",
    "mask turned around",
    "It looks as if hidden neurons that answered 0 pass slopes on, and the others do not: the comparison points the "
    "other way.",
)
def mlp_turned_mask(X, y, W1, b1, W2, b2):
    _, A1, _, dscores = _pieces(X, y, W1, b1, W2, b2)
    return _gradients(X, A1, dscores, (dscores @ W2.T) * (A1 == 0))


def _zeroed(name):
    def answer(X, y, W1, b1, W2, b2):
        found = mlp.mlp_gradients(X, y, W1, b1, W2, b2)
        found[name] = np.zeros_like(found[name])
        return found

    return answer


for _name in ("dW1", "db1", "dW2", "db2"):
    mistake(
        "mlp_gradients",
        f"{_name} left at zero",
        f"It looks as if {_name} is still the array of zeros that it began as: every parameter gets its slopes.",
    )(_zeroed(_name))


@mistake(
    "mlp_gradients",
    "1/N missing",
    "It looks as if these are the slopes of a sum over the samples. The loss is a mean: divide once, at the scores.",
)
def mlp_no_mean(X, y, W1, b1, W2, b2):
    found = mlp.mlp_gradients(X, y, W1, b1, W2, b2)
    return {name: slopes * len(y) for name, slopes in found.items()}


@mistake(
    "mlp_gradients",
    "1/N twice",
    "It looks as if all slopes are divided by the number of samples twice. The 1/N enters once, at the scores; no "
    "layer divides again.",
)
def mlp_twice(X, y, W1, b1, W2, b2):
    found = mlp.mlp_gradients(X, y, W1, b1, W2, b2)
    return {name: slopes / len(y) for name, slopes in found.items()}


@mistake(
    "mlp_gradients",
    "1/N twice for the weights",
    "It looks as if dW1 and dW2 are divided by the number of samples once more. The 1/N is in the slopes of the "
    "scores already.",
)
def mlp_weights_twice(X, y, W1, b1, W2, b2):
    found = mlp.mlp_gradients(X, y, W1, b1, W2, b2)
    return {name: slopes / len(y) if "W" in name else slopes for name, slopes in found.items()}


@mistake(
    "mlp_gradients",
    "mean for the biases",
    "It looks as if db1 and db2 are means over the samples. A bias serves every sample, so what they say adds up.",
)
def mlp_mean_biases(X, y, W1, b1, W2, b2):
    found = mlp.mlp_gradients(X, y, W1, b1, W2, b2)
    return {name: slopes / len(y) if "b" in name else slopes for name, slopes in found.items()}


@mistake(
    "mlp_gradients",
    "uphill and downhill exchanged",
    "It looks as if every sign is turned around. The slopes of the scores are shares minus truth.",
)
def mlp_sign(X, y, W1, b1, W2, b2):
    found = mlp.mlp_gradients(X, y, W1, b1, W2, b2)
    return {name: -slopes for name, slopes in found.items()}


@mistake(
    "mlp_gradients",
    "second layer fed before ReLU",
    "It looks as if dW2 is worked out with the hidden values before ReLU. The second layer's inputs are what ReLU gave.",
)
def mlp_before_relu(X, y, W1, b1, W2, b2):
    Z1, _, _, dscores = _pieces(X, y, W1, b1, W2, b2)
    return _gradients(X, Z1, dscores, (dscores @ W2.T) * (Z1 > 0))


@mistake(
    "mlp_gradients",
    "no ReLU on the way forward",
    "It looks as if the scores are worked out without ReLU between the two layers, so all that follows is about "
    "another network.",
)
def mlp_linear(X, y, W1, b1, W2, b2):
    Z1 = X @ W1 + b1
    dscores = SoftmaxCrossEntropy().backward(Z1 @ W2 + b2, y)
    return _gradients(X, Z1, dscores, dscores @ W2.T)


@mistake(
    "mlp_gradients",
    "W2 not transposed",
    "It looks as if the slopes of the scores go back through W2 as it stands. Each hidden neuron collects over the "
    "classes, so W2 is transposed on the way back.",
)
def mlp_not_transposed(X, y, W1, b1, W2, b2):
    Z1, A1, _, dscores = _pieces(X, y, W1, b1, W2, b2)
    return _gradients(X, A1, dscores, (dscores @ W2) * (Z1 > 0))


@mistake(
    "mlp_gradients",
    "biases lose a dimension",
    "It looks as if db1 and db2 are flat: adding up removed an axis. They should have the shapes of b1 and b2, one row each.",
)
def mlp_flat_biases(X, y, W1, b1, W2, b2):
    found = mlp.mlp_gradients(X, y, W1, b1, W2, b2)
    return {name: slopes[0] if "b" in name else slopes for name, slopes in found.items()}


@mistake(
    "mlp_gradients",
    "no shift in the softmax",
    "It looks as if the exponential is taken of the scores as they are: with scores in the thousands it does not fit into a "
    "float. Take each row's largest score away first.",
)
def mlp_no_shift(X, y, W1, b1, W2, b2):
    Z1, A1, scores, _ = _pieces(X, y, W1, b1, W2, b2)
    powers = np.exp(scores)
    shares = powers / powers.sum(axis=1, keepdims=True)
    dscores = (shares - np.eye(W2.shape[1])[y]) / len(y)
    return _gradients(X, A1, dscores, (dscores @ W2.T) * (Z1 > 0))


@mistake(
    "mlp_gradients",
    "updates in place",
    "It looks as if the parameters are changed on the way. Only their slopes are asked for: a step comes later.",
)
def mlp_updates(X, y, W1, b1, W2, b2):
    found = mlp.mlp_gradients(X, y, W1, b1, W2, b2)
    for parameter, name in ((W1, "dW1"), (b1, "db1"), (W2, "dW2"), (b2, "db2")):
        parameter -= 0.1 * found[name]
    return found


@mistake(
    "mlp_gradients",
    "goes back through the updated W2",
    "It looks as if W2 takes its step before the slopes go back through it. They have to go through the W2 of the forward "
    "pass; and no parameter should change here at all.",
)
def mlp_updated_weights(X, y, W1, b1, W2, b2):
    Z1, A1, _, dscores = _pieces(X, y, W1, b1, W2, b2)
    dW2 = A1.T @ dscores
    W2 -= 0.1 * dW2
    return _gradients(X, A1, dscores, (dscores @ W2.T) * (Z1 > 0))


# repair_layers


class TanhOfInputs(Tanh):
    def forward(self, inputs):
        self.inputs = inputs
        return np.tanh(inputs)

    def backward(self, doutput):
        return doutput * (1 - self.inputs**2)


class TanhNoSquare(Tanh):
    def backward(self, doutput):
        return doutput * (1 - self.outputs)


class TanhTwice(Tanh):
    def backward(self, doutput):
        return doutput * (1 - np.tanh(self.outputs) ** 2)


class TanhLikeSigmoid(Tanh):
    def backward(self, doutput):
        return doutput * self.outputs * (1 - self.outputs)


class TanhSlopeAlone(Tanh):
    def backward(self, doutput):
        return 1 - self.outputs**2


class TanhInPlace(Tanh):
    def backward(self, doutput):
        doutput *= 1 - self.outputs**2
        return doutput


class GainMean(Gain):
    def backward(self, doutput):
        self.dgains = (doutput * self.inputs).mean(axis=0, keepdims=True)
        return doutput * self.gains


class GainFlat(Gain):
    def backward(self, doutput):
        self.dgains = (doutput * self.inputs).sum(axis=0)
        return doutput * self.gains


class GainOtherAxis(Gain):
    def backward(self, doutput):
        self.dgains = (doutput * self.inputs).sum(axis=1, keepdims=True)
        return doutput * self.gains


class GainNoSum(Gain):
    def backward(self, doutput):
        self.dgains = doutput * self.inputs
        return doutput * self.gains


class GainLikeBias(Gain):
    def backward(self, doutput):
        self.dgains = doutput.sum(axis=0, keepdims=True)
        return doutput * self.gains


class GainInPlace(Gain):
    def backward(self, doutput):
        self.dgains = (doutput * self.inputs).sum(axis=0, keepdims=True)
        doutput *= self.gains
        return doutput


_SLOPE_OF_INPUTS = (
    "It looks as if Tanh's slope is worked out of its inputs: 1 minus the input squared. The formula is about the height "
    "of the curve, so it wants what Tanh gave."
)
_MEAN = (
    "It looks as if `dgains` is a mean over the rows. A gain serves every row, so what the rows say adds up: "
    "broadcasting backwards is a sum."
)
mistake(
    "repair_layers",
    "both bugs are still there",
    "It looks as if both bugs are still there. Tanh's slope asks for the height of the curve and gets its inputs; `dgains` "
    "is averaged over the rows, and a gain serves them all.",
)((TanhOfInputs, GainMean))
mistake("repair_layers", "slope of Tanh's inputs", _SLOPE_OF_INPUTS)((TanhOfInputs, Gain))
mistake("repair_layers", "mean for the gains", _MEAN)((Tanh, GainMean))
mistake(
    "repair_layers",
    "square forgotten",
    "It looks as if Tanh's slope is 1 minus the height. The height is squared first.",
)((TanhNoSquare, Gain))
mistake(
    "repair_layers",
    "tanh of tanh",
    "It looks as if tanh is applied once more to what Tanh gave. That is the height already.",
)((TanhTwice, Gain))
mistake(
    "repair_layers",
    "sigmoid's slope",
    "It looks as if sigmoid's slope is used, height times (1 minus height). Tanh's is 1 minus height squared.",
)((TanhLikeSigmoid, Gain))
mistake(
    "repair_layers",
    "slope alone",
    "It looks as if Tanh returns its own slope alone. The chain rule multiplies it by the slopes that arrive.",
)((TanhSlopeAlone, Gain))
mistake(
    "repair_layers",
    "gains lose a dimension",
    "It looks as if `dgains` is flat: adding up removed an axis. It should have the shape of `gains`, (1, n).",
)((Tanh, GainFlat))
mistake(
    "repair_layers",
    "gains added up along the neurons",
    "It looks as if `dgains` adds up along the neurons. It should have one entry a neuron, so it adds up along the rows.",
)((Tanh, GainOtherAxis))
mistake(
    "repair_layers",
    "gains not added up",
    "It looks as if `dgains` has a row for each sample. There is one gain a neuron, so the rows are still to be added up.",
)((Tanh, GainNoSum))
mistake(
    "repair_layers",
    "gains treated as biases",
    "It looks as if `dgains` adds up the slopes that arrive, as for a bias. A gain multiplies, so each slope is first "
    "multiplied by the gain's partner.",
)((Tanh, GainLikeBias))
mistake(
    "repair_layers",
    "Tanh changes doutput",
    "It looks as if Tanh changes the slopes that it is given in place. Make a new array.",
)((TanhInPlace, Gain))
mistake(
    "repair_layers",
    "Gain changes doutput",
    "It looks as if Gain changes the slopes that it is given in place. Make a new array.",
)((Tanh, GainInPlace))


# softmax_jacobian


@mistake(
    "softmax_jacobian",
    "diagonal only",
    "It looks as if a score moves its own share only. The shares sum to 1: what one gains the others lose, so the entries "
    "beside the diagonal are not 0.",
)
def jacobian_diagonal(p):
    return np.diag(p * (1 - p))


@mistake(
    "softmax_jacobian",
    "sign",
    "It looks as if every sign is turned around. A share grows with its own score, so the diagonal is above 0.",
)
def jacobian_sign(p):
    return np.outer(p, p) - np.diag(p)


@mistake(
    "softmax_jacobian",
    "signs beside the diagonal",
    "It looks as if the entries beside the diagonal are above 0. When another score grows, a share shrinks.",
)
def jacobian_positive(p):
    return np.diag(p) - np.outer(p, p) + 2 * (np.outer(p, p) - np.diag(p * p))


@mistake(
    "softmax_jacobian",
    "product added",
    "It looks as if the products of the shares are added to the diagonal. They are taken away from it.",
)
def jacobian_added(p):
    return np.diag(p) + np.outer(p, p)


@mistake(
    "softmax_jacobian",
    "products alone",
    "It looks as if the table holds products of two shares and nothing else. The diagonal has a term of its own.",
)
def jacobian_products(p):
    return -np.outer(p, p)


@mistake(
    "softmax_jacobian",
    "ones on the diagonal",
    "It looks as if the diagonal starts from 1. It starts from the share: p times (1 - p) is p minus p squared.",
)
def jacobian_identity(p):
    return np.eye(len(p)) - np.outer(p, p)


@mistake(
    "softmax_jacobian",
    "one number a share",
    "It looks as if there is one slope for each share, p times (1 - p). Every share responds to every score: a table of "
    "n times n slopes.",
)
def jacobian_vector(p):
    return p * (1 - p)


@mistake(
    "softmax_jacobian",
    "changes its input",
    "It looks as if the shares that you were given are changed in place. Make a new array.",
)
def jacobian_in_place(p):
    table = backward.softmax_jacobian(p)
    p *= 1 - p
    return table


# sigmoid_bce_backward


@mistake(
    "sigmoid_bce_backward",
    "sign",
    "It looks as if every sign is turned around: truth minus probability. A slope points uphill.",
)
def bce_sign(p, y):
    return (y - p) / len(y)


@mistake(
    "sigmoid_bce_backward",
    "1/N missing",
    "It looks as if these are the slopes of a sum over the samples. The loss is a mean: divide by their number.",
)
def bce_no_mean(p, y):
    return p - y


@mistake(
    "sigmoid_bce_backward",
    "1/N twice",
    "It looks as if the slopes are divided by the number of samples twice. The 1/N enters once.",
)
def bce_twice(p, y):
    return (p - y) / len(y) ** 2


@mistake(
    "sigmoid_bce_backward",
    "sigmoid's slope once more",
    "It looks as if the difference is multiplied by sigmoid's slope, p times (1 - p). That slope has already cancelled "
    "against the loss's.",
)
def bce_slope_again(p, y):
    return (p - y) * p * (1 - p) / len(y)


@mistake(
    "sigmoid_bce_backward",
    "slopes of the probabilities",
    "It looks as if these are slopes in the probabilities. Asked for are the slopes in the scores, on the other side of "
    "sigmoid.",
)
def bce_of_probabilities(p, y):
    return ((1 - y) / (1 - p) - y / p) / len(y)


@mistake(
    "sigmoid_bce_backward",
    "slopes of the probabilities, clipped",
    "It looks as if these are slopes in the probabilities, with a clip. Asked for are the slopes in the scores, on the other side "
    "of sigmoid, and there nothing is divided by a probability.",
)
def bce_of_clipped_probabilities(p, y):
    p = np.clip(p, 1e-7, 1 - 1e-7)
    return ((1 - y) / (1 - p) - y / p) / len(y)


@mistake(
    "sigmoid_bce_backward",
    "one number",
    "It looks as if the slopes are averaged into one number. Every score has its own.",
)
def bce_mean(p, y):
    return (p - y).mean()


@mistake(
    "sigmoid_bce_backward",
    "yes only",
    "It looks as if samples whose truth is 0 get no slope. Their score pushes on the loss, too.",
)
def bce_yes_only(p, y):
    return y * (p - y) / len(y)


@mistake(
    "sigmoid_bce_backward",
    "changes its input",
    "It looks as if the probabilities that you were given are changed in place. Make a new array.",
)
def bce_in_place(p, y):
    p -= y
    return p / len(y)


# Predictions

wrong_prediction(
    "remember_backward_paths",
    6,
    "It looks as if one path is left out: x reaches y through a and through b.",
)
wrong_prediction(
    "remember_backward_paths",
    2,
    "That is the product of the two slopes of the parts. y is a product: on each path the other factor counts.",
)
wrong_prediction("remember_backward_paths", 18, "That is y itself. Asked for is how fast it grows.")
wrong_prediction(
    "remember_backward_error",
    2.0,
    "That is the difference. A relative error divides it by the sum of the two sizes.",
)
wrong_prediction(
    "remember_backward_error",
    0.7,
    "That divides by one of the two. Divide by the sum of their sizes.",
)
wrong_prediction(
    "remember_backward_relu",
    (0, 0, 5),
    "The last is ReLU's value at 5. Its slope there is another number.",
)
wrong_prediction(
    "remember_backward_relu", (0, 1, 1), "Almost: in this course ReLU's slope at exactly 0 is 0."
)
wrong_prediction(
    "remember_backward_relu", (-1, 0, 1), "Left of 0 ReLU is flat. How steep is a flat line?"
)
wrong_prediction(
    "remember_backward_relu",
    (0, 0.5, 1),
    "0.5 is what a central difference says at 0. The course's convention is another number.",
)
wrong_prediction(
    "predict_backward_neuron", 2.8, "That is the mean of the two samples. Both paths count in full."
)
wrong_prediction(
    "predict_backward_neuron",
    6.0,
    "That is what the second sample says alone. The first one has a say, too.",
)
wrong_prediction(
    "predict_backward_neuron",
    -0.5,
    "That is what the first sample says alone. The second one has a say, too.",
)
wrong_prediction(
    "predict_backward_neuron",
    3.0,
    "That is the first weight's slope: 1 + 2. Asked for is the second one's.",
)
wrong_prediction(
    "predict_backward_neuron",
    6.5,
    "Mind the sign of the second input of the first sample: it is -1.",
)
wrong_prediction(
    "predict_backward_neuron",
    2.5,
    "That is the bias's slope. A weight's slope is multiplied by the input.",
)
wrong_prediction(
    "predict_backward_dbiases",
    [9, 12],
    "The numbers are right. `biases` has the shape (1, 2), and so has `dbiases`: two pairs of brackets.",
)
wrong_prediction(
    "predict_backward_dbiases",
    [[3, 4]],
    "That is the mean of the rows. A bias serves all rows, so their slopes add up.",
)
wrong_prediction(
    "predict_backward_dbiases",
    [3, 4],
    "That is the mean of the rows, and flat. Their slopes add up, and the shape is (1, 2).",
)
wrong_prediction(
    "predict_backward_dbiases",
    [[3], [7], [11]],
    "That adds up along the neurons. Each neuron has its own bias: add up along the rows.",
)
wrong_prediction(
    "predict_backward_dbiases",
    [3, 7, 11],
    "That adds up along the neurons. Each neuron has its own bias: add up along the rows.",
)
wrong_prediction(
    "predict_backward_kink",
    0.0,
    "That is the convention of this course. The central difference knows no convention: work out relu(h) - relu(-h).",
)
wrong_prediction(
    "predict_backward_kink",
    1.0,
    "That is the slope on the right of 0. The central difference looks to both sides.",
)
wrong_prediction(
    "predict_backward_score",
    -0.4,
    "That is the slope of this sample's own loss. The loss of the batch is a mean over two samples.",
)
wrong_prediction(
    "predict_backward_score",
    0.2,
    "The size is right. Does the loss grow or shrink when the true class's score grows?",
)
wrong_prediction(
    "predict_backward_score",
    0.4,
    "Does the loss grow or shrink when the true class's score grows? And it is a mean over two samples.",
)
wrong_prediction(
    "predict_backward_score",
    -0.1,
    "It looks as if the two samples divide twice. The 1/N enters once.",
)
wrong_prediction(
    "predict_backward_score",
    0.3,
    "That is the share divided by two. What is true has still to be taken away.",
)
wrong_prediction(
    "predict_backward_order",
    "A B D C",
    "That is the order of the way forward: from the first layer to the scores. Slopes start at the loss.",
)
wrong_prediction(
    "predict_backward_order",
    "C B D A",
    "dZ1 lies before ReLU and dA1 after it. Coming from the loss, which of them is met first?",
)
wrong_prediction(
    "predict_backward_order", "C D A B", "dW1 is worked out of dZ1, so dZ1 has to be there first."
)
_HALF = "Half of it. Look at the pattern of the other dark parameters once more."
for _letters in ("A B", "A C", "B D", "B E", "B F", "C D", "C E", "C F"):
    wrong_prediction("predict_backward_bugs", _letters, _HALF)
wrong_prediction(
    "predict_backward_bugs", "C B", "Those are the two. Write them in the order of the alphabet."
)
