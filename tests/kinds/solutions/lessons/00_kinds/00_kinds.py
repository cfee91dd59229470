# %% [markdown]
r"""
# One exercise of every kind

A scratch lesson for the tests: from text to grade, once for each kind of exercise.
"""

# %%
import numpy as np

from neuronlab import check, progress

# %% [markdown]
r"""
## A prediction
"""

# %% predict="predict_neuron"
predict_neuron = 2.3

# %% check="predict_neuron"
check("predict_neuron", predict_neuron)

# %% [markdown]
r"""
## Plain Python with lists: `neuron_loop`
"""


# %% answer="neuron_loop"
def neuron_loop(inputs, weights, bias):
    """The output of one neuron.

    inputs, weights: lists of n numbers; bias: a number. Returns a number.
    """
    ### BEGIN SOLUTION
    output = bias
    for value, weight in zip(inputs, weights, strict=True):
        output += value * weight
    return output
    ### END SOLUTION


# %% check="neuron_loop"
check("neuron_loop", neuron_loop)

# %% [markdown]
r"""
## Input-free: `and_gate`
"""


# %% answer="and_gate"
def and_gate():
    """Weights (2,) and a bias that fire on (1, 1) alone."""
    weights = np.array([1.0, 1.0])
    ### BEGIN SOLUTION
    bias = -1.5
    ### END SOLUTION
    return weights, bias


# %% check="and_gate"
check("and_gate", and_gate)

# %% [markdown]
r"""
## A function: `softmax`
"""


# %% answer="softmax"
def softmax(scores):
    """Shares (N, C) of scores (N, C)."""
    ### BEGIN SOLUTION
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)
    ### END SOLUTION


# %% check="softmax"
check("softmax", softmax)

# %% [markdown]
r"""
## One that draws at random: `Dense`
"""


# %% answer="Dense"
class Dense:
    """A layer: weights (n_inputs, n_neurons), biases (1, n_neurons)."""

    def __init__(self, n_inputs, n_neurons, rng):
        ### BEGIN SOLUTION
        self.weights = 0.01 * rng.standard_normal((n_inputs, n_neurons))
        self.biases = np.zeros((1, n_neurons))
        ### END SOLUTION

    def forward(self, inputs):
        """Outputs (N, n_neurons)."""
        ### BEGIN SOLUTION
        return inputs @ self.weights + self.biases
        ### END SOLUTION


# %% check="Dense"
check("Dense", Dense)

# %% [markdown]
r"""
## One that takes a callable: `numerical_gradient`
"""


# %% answer="numerical_gradient"
def numerical_gradient(f, x, h=1e-5):
    """Slopes of f in each entry of x, shaped as x."""
    ### BEGIN SOLUTION
    gradient = np.zeros_like(x)
    for index in np.ndindex(x.shape):
        step = np.zeros_like(x)
        step[index] = h
        gradient[index] = (f(x + step) - f(x - step)) / (2 * h)
    return gradient
    ### END SOLUTION


# %% check="numerical_gradient"
check("numerical_gradient", numerical_gradient)

# %% [markdown]
r"""
## One that trains: `train`
"""


# %% answer="train"
def train(layers, loss, X, y, epochs, lr):
    """Full-batch gradient descent; returns the loss before each update."""
    ### BEGIN SOLUTION
    losses = []
    for _ in range(epochs):
        output = X
        for layer in layers:
            output = layer.forward(output)
        losses.append(loss.forward(output, y))
        doutput = loss.backward(output, y)
        for layer in layers[::-1]:
            doutput = layer.backward(doutput)
        for layer in layers:
            if hasattr(layer, "weights"):
                layer.weights -= lr * layer.dweights
                layer.biases -= lr * layer.dbiases
    return losses
    ### END SOLUTION


# %% check="train"
check("train", train)

# %% [markdown]
r"""
## A class with state: `Adam`
"""


# %% answer="Adam"
class Adam:
    """Algorithm 1 of Kingma & Ba (2015), with decay."""

    def __init__(self, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8, decay=0.0):
        ### BEGIN SOLUTION
        self.lr, self.beta1, self.beta2, self.eps, self.decay = lr, beta1, beta2, eps, decay
        self.t, self.m, self.v = 0, None, None
        ### END SOLUTION

    def step(self, parameters, gradients):
        """Change the parameters in place."""
        ### BEGIN SOLUTION
        if self.m is None:
            self.m = [np.zeros_like(w) for w in parameters]
            self.v = [np.zeros_like(w) for w in parameters]
        lr = self.lr / (1 + self.decay * self.t)
        self.t += 1
        for i, (w, g) in enumerate(zip(parameters, gradients, strict=True)):
            self.m[i] = self.beta1 * self.m[i] + (1 - self.beta1) * g
            self.v[i] = self.beta2 * self.v[i] + (1 - self.beta2) * g**2
            m_hat = self.m[i] / (1 - self.beta1**self.t)
            v_hat = self.v[i] / (1 - self.beta2**self.t)
            w -= lr * m_hat / (np.sqrt(v_hat) + self.eps)
        ### END SOLUTION


# %% check="Adam"
check("Adam", Adam)

# %% [markdown]
r"""
## A file pair: `save_parameters` and `load_parameters`
"""


# %% answer="save_parameters"
def save_parameters(path, parameters):
    """Write arrays to an .npz file."""
    ### BEGIN SOLUTION
    np.savez(path, *parameters)
    ### END SOLUTION


def load_parameters(path, parameters):
    """Fill arrays in place; ValueError if they do not fit."""
    ### BEGIN SOLUTION
    with np.load(path) as archive:
        saved = [archive[f"arr_{i}"] for i in range(len(archive.files))]
    if [one.shape for one in saved] != [one.shape for one in parameters]:
        raise ValueError("The file does not fit.")
    for one, other in zip(parameters, saved, strict=True):
        one[...] = other
    ### END SOLUTION


# %% check="save_parameters"
check("save_parameters", (save_parameters, load_parameters))

# %% [markdown] task="kinds-words" points=3
r"""
## In your own words

Why does softmax ignore what is added to all scores?

### BEGIN MARK SCHEME
One point each: a factor appears above and below; it cancels; an example.
### END MARK SCHEME
"""

# %% [markdown] words="kinds-words"
r"""
It multiplies every exponential by the same factor, which cancels.
"""

# %%
progress()
