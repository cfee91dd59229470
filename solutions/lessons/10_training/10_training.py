# %% [markdown]
r"""
# 10 Training well

Your optimizer works. Now the network must learn what holds for new data, and not the training data by heart.

**You will be able to**

- begin with weights that let a signal pass through many layers, and give all inputs one size
- put layers and a loss into one object, `Network`, and train it with a loop that stops in time
- hold a network back from learning by heart, with L2 and with dropout, and see what each one does
- tell a validation score that you can trust from one that is too good

**You need** lessons 03 to 09: `minibatches`, `Dense`, `ReLU`, `SoftmaxCrossEntropy` and `Adam`.

**Time** about 90 minutes; the extra exercises at the end take 20 more.

![Left: the size of a signal behind each of ten layers, on a logarithmic scale. With weights that are too large it grows more than a thousandfold, with weights that are too small it falls to nothing, with weights that fit it stays level. Right: the loss on the data a network learns from falls on and on; the loss on data it does not see falls and then rises again, and an arrow at its lowest point says: stop here.](../../../img/training-two-troubles.png)

Two kinds of trouble: before training, at the start, and during it. This lesson has a remedy for each.
"""

# %%
import numpy as np

from neuronlab import check, mine, play, progress, show
from neuronlab.datasets import crescents
from neuronlab.plots import training as pictures

rng = np.random.default_rng(1)
train = crescents(80, 0.3, rng)
validation = crescents(100, 0.3, rng)
fresh = crescents(2000, 0.3, rng)

# %% [markdown]
r"""
## Remember

Three quick questions on lessons 05, 08 and 09. Answer all three from memory, one in each cell, then run the check below them. It stops at the first one that is not right
yet.

1. Adam with `lr=0.01` takes its very first step. The gradient of a weight is 250. How far does the weight move? Two decimals.
2. RMSProp starts with a cache of 0 and `rho=0.9`. The first slope is 10. What is in the cache then? One decimal.
3. A fresh network sorts pictures into 10 classes. What should its first loss be, about? Three decimals.
"""

# %% predict="remember_training_first_step"
remember_training_first_step = 0.01

# %% predict="remember_training_cache"
remember_training_cache = 10.0

# %% predict="remember_training_first_loss"
remember_training_first_loss = 2.303

# %% check="remember_training_first_step"
check("remember_training_first_step", remember_training_first_step)
check("remember_training_cache", remember_training_cache)
check("remember_training_first_loss", remember_training_first_loss)

# %% [markdown]
r"""
## What you bring along

These are the pieces of earlier lessons that this one stands on. Where you have written your own, yours is used.
"""


# %% given="training-dense"
class Dense:
    def __init__(self, n_inputs, n_neurons, rng):
        shape = (n_inputs, n_neurons)
        self.weights = 0.01 * rng.standard_normal(shape)
        self.biases = np.zeros((1, n_neurons))

    def forward(self, inputs):
        self.inputs = inputs
        return inputs @ self.weights + self.biases

    def backward(self, doutput):
        self.dweights = self.inputs.T @ doutput
        self.dbiases = doutput.sum(axis=0, keepdims=True)
        return doutput @ self.weights.T


# %% given="training-relu"
class ReLU:
    def forward(self, inputs):
        self.inputs = inputs
        return np.maximum(0.0, inputs)

    def backward(self, doutput):
        return doutput * (self.inputs > 0)


def minibatches(X, y, batch_size, rng):
    order = rng.permutation(len(X))
    for start in range(0, len(X), batch_size):
        rows = order[start : start + batch_size]
        yield X[rows], y[rows]


# %% given="training-loss"
class SoftmaxCrossEntropy:
    def forward(self, scores, y):
        s = scores - scores.max(axis=1, keepdims=True)
        totals = np.log(np.exp(s).sum(axis=1))
        return np.mean(totals - s[range(len(y)), y])

    def backward(self, scores, y):
        s = scores - scores.max(axis=1, keepdims=True)
        slopes = np.exp(s) / np.exp(s).sum(axis=1, keepdims=True)
        slopes[range(len(y)), y] -= 1
        return slopes / len(y)


# %% given="training-adam"
class Adam:
    def __init__(self, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8, decay=0.0):
        self.lr, self.eps, self.decay = lr, eps, decay
        self.betas, self.t = (beta1, beta2), 0
        self.m, self.v = {}, {}

    def step(self, parameters, gradients):
        (b1, b2), t = self.betas, self.t + 1
        lr, self.t = self.lr / (1 + self.decay * self.t), t
        for i, w in enumerate(parameters):
            g = gradients[i]
            m = self.m[i] = b1 * self.m.get(i, 0) + (1 - b1) * g
            v = self.v[i] = b2 * self.v.get(i, 0) + (1 - b2) * g**2
            size = np.sqrt(v / (1 - b2**t)) + self.eps
            w -= lr * m / (1 - b1**t) / size


# %% given="training-mine"
Dense = mine("DenseBackward", otherwise=Dense)
ReLU = mine("ReLUBackward", otherwise=ReLU)
minibatches = mine("minibatches", otherwise=minibatches)
SoftmaxCrossEntropy = mine(
    "SoftmaxCrossEntropy",
    otherwise=SoftmaxCrossEntropy,
)
Adam = mine("Adam", otherwise=Adam)

# %% [markdown]
r"""
## 1. A start that lets the signal through

Before the first step, weights are random numbers. How large should they be? Three ways to begin do not work, and each teaches something.

**All zeros.** Every hidden neuron answers 0. ReLU's slope there is 0, and the weights behind it are 0, too: no slope ever reaches the first layer.

**All equal.** Every hidden neuron computes the same sum of the same inputs. So each gets the same slopes, takes the same step, and is the same again.

The data of this lesson is two half circles of points, one for each class. `train` is a pair of 80 points and their labels. (`validation` and `fresh` come in section 3.) The next cell trains 64 equal neurons on it for 200 steps. How many *different* ones do you expect at the end?
"""

# %%
X, y = train
hidden, output = Dense(2, 64, rng), Dense(64, 2, rng)
hidden.weights[:], output.weights[:] = 0.1, 0.1
relu, loss, adam = ReLU(), SoftmaxCrossEntropy(), Adam()
for _ in range(200):
    scores = output.forward(relu.forward(hidden.forward(X)))
    hidden.backward(relu.backward(output.backward(loss.backward(scores, y))))
    parameters, gradients = [], []
    for layer in (hidden, output):
        parameters += [layer.weights, layer.biases]
        gradients += [layer.dweights, layer.dbiases]
    adam.step(parameters, gradients)
print("the weights moved:", abs(hidden.weights - 0.1).max() > 0.01)
different = np.unique(hidden.weights.round(9), axis=1)
print("different neurons:", different.shape[1])

# %% [markdown]
r"""
200 steps, and 64 neurons that are one. Random numbers are needed so that neurons *can* become different.

**Random and small**, then, as in your `Dense`? Look at what a neuron does with its inputs: it adds up many terms, some above zero, some below. Such a sum grows, but slowly.

![Three panels with random walks of steps +1 and -1. After 4 steps the sums lie about 2 away from zero, after 16 steps about 4, after 64 steps about 8.](../../../img/training-adding-up.png)

The bar at the end reaches one square root up and one down: most sums end within it. Many terms of size 1 and of either sign add up to about the *square root* of their number: 4 terms to about 2, 64 terms to about 8. So if the weights have the standard deviation $s$ (that is how far from their mean they typically lie), and
the inputs have the size $q$, a neuron answers with numbers of the size

$$ q_{\text{out}} = s \sqrt{n} \cdot q $$

| symbol | in code | shape | what it is |
|---|---|---|---|
| $n$ | `n_inputs` | a whole number | how many inputs a neuron has |
| $s$ | the deviation of the weights | a number | how large they are, typically |
| $q$, $q_{\text{out}}$ | `np.sqrt(np.mean(x**2))` | a number | the *root mean square*: the size of a signal, before and behind the neuron |

**On paper.** 4 inputs, $s = 0.5$. Then $s \sqrt n = 0.5 \cdot 2 = 1$: what comes out is as large as what came in.

**Predict.** A `Dense` layer has 100 inputs and weights of deviation $0.01$. By which factor does it change the size of a signal? One decimal.
"""

# %% predict="predict_training_factor"
predict_training_factor = 0.1

# %% check="predict_training_factor"
check("predict_training_factor", predict_training_factor)

# %% [markdown]
r"""
Ten such layers, and a ten-billionth is left. On the way back the slopes shrink in the same way. Small weights are fine for one hidden layer, and hopeless for ten.

Without ReLU a signal keeps its size if $s \sqrt n = 1$, that is, if $s^2 = 1/n$. ($s^2$, the square of the deviation, is called the **variance**.) But ReLU sets what is below zero to 0, and that is half of a signal: of its mean *square*, one half is left. To make up for that half, $s^2$ must be $2/n$, twice as large:

$$ s = \sqrt{\frac{2}{n}} $$

This is **He initialization** (He and others, 2015). With a 1 in place of the 2 it is right for layers that no ReLU follows. A relative of it, **Xavier** (Glorot and Bengio, 2010), is for tanh; it is among the extras.

**On paper.** 8 inputs give $s = \sqrt{2/8} = 0.5$. Twice as many neurons in this layer change nothing: a neuron adds up its *inputs*.

### Exercise: `he_weights`

Draw the first weights of a layer. Draw the normal numbers from `rng` in any way that you like: the check draws many hundreds of them and looks at their spread.

<details><summary>A nudge</summary>

`rng.standard_normal(shape)` gives numbers of deviation 1. What turns deviation 1 into deviation $s$?
</details>
<details><summary>The idea</summary>

Multiplying all numbers by $s$ multiplies their deviation by $s$. Mind the root: $2/n$ is the variance, the square of the deviation.
</details>
<details><summary>Nearly the code</summary>

The shape is (inputs, neurons), as in `Dense`. In front of the drawing stands `np.sqrt` of a quotient with the number of inputs below.
</details>
"""


# %% answer="he_weights"
def he_weights(n_inputs, n_neurons, rng):
    """First weights of a layer with ReLU behind it.

    n_inputs, n_neurons: whole numbers; rng: a
    numpy.random.Generator, the only source of chance.
    Returns an array (n_inputs, n_neurons) of normal numbers
    with mean 0 and deviation sqrt(2 / n_inputs).

    >>> rng = np.random.default_rng(0)
    >>> he_weights(200, 300, rng).std().round(2)
    np.float64(0.1)
    """
    ### BEGIN SOLUTION
    return np.sqrt(2 / n_inputs) * rng.standard_normal((n_inputs, n_neurons))
    ### END SOLUTION


# %% check="he_weights"
check("he_weights", he_weights)

# %% [markdown]
r"""
### Signals through ten layers

Now send a batch of random inputs through ten layers of 100 neurons with ReLU, once for each way to begin. Your own weights are one of the six lines. Which one stays near 1?
"""


# %% tags=["raises-exception"]
def sizes(draw):
    rng = np.random.default_rng(1)
    signal = rng.standard_normal((200, 100))
    found = [np.sqrt(np.mean(signal**2))]
    for _ in range(10):
        signal = np.maximum(0, signal @ draw(100, 100, rng))
        found.append(np.sqrt(np.mean(signal**2)))
    return found


ways = pictures.starts(he_weights).items()
behind = {name: sizes(way) for name, way in ways}
last = behind["yours (He)"][-1]
print("yours stays within a factor of 2:", 0.5 < last < 2)
show(pictures.signals(behind), alt=pictures.SIGNALS)

# %% [markdown]
r"""
He's line stays near 1, through all ten layers. (A logarithmic scale has no place for 0: the line of *zeros* is drawn at the bottom.) Xavier's loses half of the mean square in each, because it knows nothing of ReLU. The line of *all 0.01* drops once and then runs level, too, since $100 \cdot 0.01 = 1$;
but from the first layer on it is one neuron a hundred times over. Size is not everything.

## 2. Inputs of one size

The first layer's inputs are your data, and nobody drew it with the right deviation. Think of a table of patients: age in years, from 1 to 90; cholesterol in milligrams per decilitre, around 200; a dose in grams, around 0.002. In the sum
of a neuron one column drowns out the others, and no single learning rate suits all weights.

The remedy is to **standardize**: move each column's mean to 0 and bring its deviation to 1.

$$ z_{ik} = \frac{x_{ik} - \mu_k}{\sigma_k} $$

$$ \mu_k = \frac{1}{N} \sum_{i=1}^N x_{ik}, \qquad \sigma_k = \sqrt{\frac{1}{N} \sum_{i=1}^N (x_{ik} - \mu_k)^2} $$

| symbol | in code | shape | what it is |
|---|---|---|---|
| $\mathbf{X}$, its entries $x_{ik}$ | `train` | $(N, n)$ | the training data, a column for each measurement |
| $\boldsymbol\mu$ (*mu*) | `train.mean(axis=0)` | $(n,)$ | the mean of each column (not the momentum of lesson 08) |
| $\boldsymbol\sigma$ (*sigma*) | `train.std(axis=0)` | $(n,)$ | the standard deviation of each column (not the sigmoid) |
| $\mathbf{Z}$, its entries $z_{ik}$ | the answer | $(N, n)$ | row $i$, column $k$, standardized |

**On paper.** A column holds $1$ and $3$. The mean is $2$, the deviation is $1$, and the column becomes $-1$ and $1$.

### Three parts of the data

A network is good if it answers well on data that it has *not seen*. So you keep some apart. **Training** data is what the steps are computed from. **Validation** data chooses: when to stop, how many neurons, which strength. But whoever tries a hundred settings and keeps the
best has adapted to the validation data, too. So there is a third part, the **test** data, and it is looked at *once*, when nothing will be changed any more.

![The data as three blocks. Training, the largest: every step learns from it. Validation: it chooses when to stop and which setting. Test: looked at once, at the very end. Arrows carry means and deviations from the training block to the two others.](../../../img/training-splits.png)

Everything that is measured on data is a kind of learning, means and deviations included. They are measured on the training data, and the other parts are treated with *these* numbers.

**Predict.** In the training data a column has the mean $10$ and the deviation $2$. What becomes of a $7$ in the validation data? One decimal.
"""

# %% predict="predict_training_standardized"
predict_training_standardized = -1.5

# %% check="predict_training_standardized"
check("predict_training_standardized", predict_training_standardized)

# %% [markdown]
r"""
### Exercise: `standardize`

Sometimes a column does not vary at all: a pixel in the corner that is black in every picture. Its deviation is 0. Then there is nothing to bring to one size, and the deviation counts as 1.

<details><summary>A nudge</summary>

How many means are there, and from which of the two tables do they come?
</details>
<details><summary>The idea</summary>

Means and deviations of the columns of `train`, a deviation of 0 replaced by 1. Then the same subtraction and the same division for both tables.
</details>
<details><summary>Nearly the code</summary>

`np.where(condition, a, b)` takes from `a` where the condition holds and from `b` elsewhere. Broadcasting spreads $(n,)$ over the rows of $(N, n)$. Two tables come back, with a comma between them.
</details>
"""


# %% answer="standardize"
def standardize(train, other):
    """Two tables, by means and deviations of the first.

    train: array (N, n). other: array (M, n). Both stay as
    they are.
    Returns a pair of arrays, (N, n) and (M, n). Deviations
    divide by N; a deviation of 0 counts as 1, quietly (no
    NumPy warning).

    >>> train = np.array([[1.0], [3.0]])
    >>> standardize(train, np.array([[5.0]]))
    (array([[-1.],
           [ 1.]]), array([[3.]]))
    """
    ### BEGIN SOLUTION
    mean, deviation = train.mean(axis=0), train.std(axis=0)
    deviation = np.where(deviation == 0, 1.0, deviation)
    return (train - mean) / deviation, (other - mean) / deviation
    ### END SOLUTION


# %% check="standardize"
check("standardize", standardize)

# %% [markdown]
r"""
## 3. One object, and a loop that stops

You have layers, a loss and an optimizer. An object that holds the layers together saves writing the same loops again and again:

- `forward(X)` sends a batch through all layers, in their order, and gives the scores;
- `backward(y)` sends the loss's slopes back through all layers, from the last to the first;
- `parameters()` lists the layers' own arrays, $[\mathbf W_1, \mathbf b_1, \mathbf W_2, \mathbf b_2, \dots]$, and `gradients()` their slopes in the same order.

The optimizer changes the parameters *in place*. That only moves the network if the list holds the very arrays that the layers use, and no copies.

Some layers have no weights, such as `ReLU`: they add nothing to the lists. And some layers behave differently *while training* and *afterwards*; you will write one. For them the network has a switch, `training`, True at first. On
every forward pass it hands the switch on to each layer that has one of its own.

**On paper.** Two layers that multiply, by 2 and by 3. An input of 1 becomes 2, then 6. A slope of 1 comes back as $1 \cdot 3 = 3$ in front of the last layer, and as $3 \cdot 2 = 6$ in front of the first.

### Exercise: `Network`

`hasattr(layer, "weights")` is True if a layer has weights.

<details><summary>A nudge</summary>

In `forward`, what does one layer hand to the next? In `backward`, where do the first slopes come from, and what do they need that `forward` has seen?
</details>
<details><summary>The idea</summary>

Keep the scores of the forward pass: the loss needs them on the way back. Each `backward` of a layer returns the slopes for the layer in front of it. For the lists, go through the layers and skip those without weights.
</details>
<details><summary>Nearly the code</summary>

`for layer in reversed(self.layers)` goes from the last to the first. `found += [layer.weights, layer.biases]` adds two arrays to a list; the gradients are `dweights` and `dbiases`. The switch: if a layer `hasattr` a `training`, set it to `self.training` before its forward.
</details>
"""


# %% answer="Network"
class Network:
    """Layers and a loss in one object.

    layers: a list of layers with forward and backward;
    those that learn have weights, biases and, after
    backward, dweights, dbiases.
    loss: an object with forward(scores, y) and
    backward(scores, y).

    >>> rng = np.random.default_rng(0)
    >>> layers = [Dense(2, 3, rng), ReLU()]
    >>> Network(layers, None).parameters()[1].shape
    (1, 3)
    """

    def __init__(self, layers, loss):
        self.layers, self.loss = layers, loss
        self.training = True

    def forward(self, X):
        """Scores of a batch X (N, n_inputs).

        Hands the switch `training` on to the layers.
        """
        ### BEGIN SOLUTION
        for layer in self.layers:
            if hasattr(layer, "training"):
                layer.training = self.training
            X = layer.forward(X)
        self.scores = X
        return X
        ### END SOLUTION

    def backward(self, y):
        """Slopes through all layers, from last to first.

        y: the labels of the last forward's batch.
        """
        ### BEGIN SOLUTION
        doutput = self.loss.backward(self.scores, y)
        for layer in reversed(self.layers):
            doutput = layer.backward(doutput)
        ### END SOLUTION

    def parameters(self):
        """The layers' own arrays, [W, b, W, b, ...]."""
        ### BEGIN SOLUTION
        learning = [layer for layer in self.layers if hasattr(layer, "weights")]
        return [array for layer in learning for array in (layer.weights, layer.biases)]
        ### END SOLUTION

    def gradients(self):
        """A list of their slopes, in the same order."""
        ### BEGIN SOLUTION
        learning = [layer for layer in self.layers if hasattr(layer, "weights")]
        return [array for layer in learning for array in (layer.dweights, layer.dbiases)]
        ### END SOLUTION


# %% check="Network"
check("Network", Network)

# %% [markdown]
r"""
### Stopping in time

A network with many weights can learn its training data by heart, noise and all. You see it on the validation data: its loss falls at first, because what is learned holds there, too. Then it *rises*, because what is
learned now holds for the training data by accident only. This is **overfitting**.

The first remedy is to stop. When exactly? The validation loss goes up and down by chance, so one bad epoch proves nothing. So choose a number of epochs, the **patience**. When that many epochs *in a row* have brought no validation loss that is *strictly lower* than the lowest so far, stop. And
keep a copy of the parameters whenever a new lowest comes: at the end the network gets the best ones back.

![Validation losses of six epochs: 0.8, 0.6, 0.65, 0.5, 0.55, 0.52. With a patience of 2, the count of waiting is 0, 0, 1, 0, 1, 2, and training stops after epoch 6. The network ends with the parameters of epoch 4, where the loss was 0.5.](../../../img/training-patience.png)

The picture shows a patience of 2: epoch 3 is no better than epoch 2, the count is 1; epoch 4 is the best yet, the count starts again; two epochs later it is 2, and the training stops. The network ends with what it had after epoch 4.

**Predict.** The validation losses are $0.9,\ 0.7,\ 0.8,\ 0.7,\ 0.75,\ 0.6, \dots$ and the patience is 3. After which epoch does the training stop? (The first epoch is number 1.)
"""

# %% predict="predict_training_stop"
predict_training_stop = 5

# %% check="predict_training_stop"
check("predict_training_stop", predict_training_stop)

# %% [markdown]
r"""
### Exercise: `fit`

The training part of each epoch is written; read it line by line, it is the loop of lesson 08 with your `Network` in it. Two parts are yours: what happens after each epoch, and what happens at the very end.

(`minibatches(*train, batch_size, rng)` unpacks the pair: it is the same as `minibatches(train[0], train[1], batch_size, rng)`.)

The last batch of an epoch may be smaller. So each batch's loss is multiplied by how many samples it has, and the sum is divided by all of them.

<details><summary>A nudge</summary>

After an epoch, four things: compute the validation loss, note it, compare it with the lowest so far, and decide whether to go on. What is to be remembered when it is lower?
</details>
<details><summary>The idea</summary>

If it is lower: keep copies of all parameters, keep the loss, set the count to 0. Otherwise count one more, and leave the loop when the count has reached the patience. At the end, also when the epochs ran out, write the copies back *into* the network's arrays.
</details>
<details><summary>Nearly the code</summary>

`[one.copy() for one in network.parameters()]` makes copies; without `.copy()` the list would hold the network's own arrays, which move on. `break` leaves a loop. `one[:] = kept` fills an array in place with the numbers of another.
</details>
"""


# %% answer="fit"
def fit(
    network,
    optimizer,
    train,
    validation,
    epochs,
    batch_size,
    patience,
    rng,
):
    """Train, stop in time, and keep the best parameters.

    network: a Network.
    optimizer: has step(parameters, gradients).
    train, validation: pairs (X, y).
    epochs: the most epochs to train, 1 or more.
    batch_size: a whole number, as minibatches takes it.
    patience: stop after this many epochs in a row without a
    strictly lower validation loss.
    rng: shuffles the batches.
    Returns {"train_loss": [...], "validation_loss": [...]},
    one number an epoch.

    >>> loss = SoftmaxCrossEntropy()
    >>> network = Network([Dense(2, 2, rng)], loss)
    >>> data, limits = (train, validation), (2, 20, 5, rng)
    >>> history = fit(network, Adam(), *data, *limits)
    >>> len(history["train_loss"])
    2
    """
    history = {"train_loss": [], "validation_loss": []}
    best, best_loss, waited = [], np.inf, 0
    for _ in range(epochs):
        network.training = True
        total = 0.0
        for X, y in minibatches(*train, batch_size, rng):
            scores = network.forward(X)
            loss = network.loss.forward(scores, y)
            total += loss * len(X)
            network.backward(y)
            parameters = network.parameters()
            optimizer.step(parameters, network.gradients())
        history["train_loss"].append(total / len(train[0]))
        network.training = False
        ### BEGIN SOLUTION
        scores = network.forward(validation[0])
        validation_loss = network.loss.forward(scores, validation[1])
        history["validation_loss"].append(validation_loss)
        if validation_loss < best_loss:
            best_loss, waited = validation_loss, 0
            best = [one.copy() for one in network.parameters()]
        else:
            waited += 1
        if waited == patience:
            break
        ### END SOLUTION
    ### BEGIN SOLUTION
    for one, kept in zip(network.parameters(), best, strict=True):
        one[...] = kept
    ### END SOLUTION
    return history


# %% check="fit"
check("fit", fit)

# %% [markdown]
r"""
### A network that learns by heart

Two half circles, shaken so much that they overlap: 80 points to train, 100 to validate, and 2000 as a stand-in for *all the data there will ever be*, which exist only in a lesson. The network has two hidden layers of 64 neurons, far more than 80 points need.

The next cell holds a function that builds the network with your `he_weights`, and one that trains without ever stopping: it calls `fit` with one epoch at a time.
"""


# %% given="training-helpers"
def plain(rng):
    layers = [Dense(2, 64, rng), ReLU()]
    layers += [Dense(64, 64, rng), ReLU()]
    layers += [Dense(64, 2, rng)]
    for layer in layers[::2]:
        layer.weights = he_weights(*layer.weights.shape, rng)
    return Network(layers, SoftmaxCrossEntropy())


def train_on(network, epochs, rng, data=train):
    adam, losses = Adam(lr=0.01), []
    for _ in range(epochs):
        one = fit(network, adam, data, validation, 1, 20, 1, rng)
        losses.append(one)
    return {key: [one[key][0] for one in losses] for key in one}


# %% tags=["raises-exception"]
rng = np.random.default_rng(1)
again = np.random.default_rng(1)
by_heart, stopped = plain(rng), plain(again)
on_and_on = train_on(by_heart, 200, rng)
data, limits = (train, validation), (200, 20, 15, again)
in_time = fit(stopped, Adam(lr=0.01), *data, *limits)
found = {"200 epochs": on_and_on, "stopped in time": in_time}
show(pictures.curves(found), alt=pictures.CURVES)
rising = on_and_on["validation_loss"]
epochs = len(in_time["train_loss"])
last, lowest = rising[-1], min(rising)
print("after 200, more than twice the lowest:", last > 2 * lowest)
print("with stopping, at most 80 epochs:", epochs <= 80)

# %% [markdown]
r"""
The dot marks the lowest validation loss. The right run is the left one, stopped after 15 epochs in a row without a lower loss. What comes to the right of the dot makes the network better on 80 points and worse on others. And stopping saves time.

## 4. A price on large weights: L2

To bend sharply around single points, a network needs large weights. So put a price on them. The **L2 penalty** adds to the loss, for every weight, its square times a strength:

$$ L_{\text{total}} = L + \lambda \sum_{k, j} w_{kj}^2, \qquad \frac{\partial}{\partial w_{kj}} \big( \lambda w_{kj}^2 \big) = 2 \lambda w_{kj} $$

| symbol | in code | shape | what it is |
|---|---|---|---|
| $\mathbf{W}$, its entries $w_{kj}$ | `weights` | any, such as $(n, m)$ | the weights of a layer |
| $L$, $L_{\text{total}}$ | | a number | the loss without and with the penalty |
| $\lambda$ (*lambda*) | `strength` | a number | how much a large weight costs, such as $0.001$ |
| $2 \lambda w_{kj}$ | the answer of `l2_gradient` | as $\mathbf{W}$ | the slope of the penalty |

Each step pulls each weight a little towards 0, large weights more strongly. A weight that the data does not need dies out; one that it needs holds its ground. Biases are left out: they shift and do not bend.

Books differ here: some write $\frac{\lambda}{2} w^2$, whose slope is $\lambda w$. Then their $\lambda$ is twice ours.

**On paper.** $\lambda = 0.1$ and $\mathbf W = (3, -1)$. The penalty is $0.1 \cdot (9 + 1) = 1$, its slopes are $(0.6, -0.2).$

**Predict.** A weight is $2$. The data has nothing to say about it: its slope from the loss is 0. With $\lambda = 0.01$ and plain gradient descent at `lr=0.5`, what is the weight after one step? Two decimals.
"""

# %% predict="predict_training_shrink"
predict_training_shrink = 1.98

# %% check="predict_training_shrink"
check("predict_training_shrink", predict_training_shrink)

# %% [markdown]
r"""
### Exercise: `l2_gradient`

(The penalty itself, `l2_penalty`, is among the extras: training needs its slope alone.)

<details><summary>A nudge</summary>

What is the slope of $w^2$?
</details>
<details><summary>The idea</summary>

The penalty is a sum, and each weight stands in one term of it. So each weight's slope depends on that weight alone.
</details>
<details><summary>Nearly the code</summary>

One product of three factors, for all weights at once, that leaves `weights` as it is.
</details>
"""


# %% answer="l2_gradient"
def l2_gradient(weights, strength):
    """The slopes of strength * sum(weights**2).

    weights: array of any shape, left as it is.
    strength: a number, 0 or more.
    Returns an array of the same shape, a slope each.

    >>> l2_gradient(np.array([3.0, -1.0]), 0.1).round(1)
    array([ 0.6, -0.2])
    """
    ### BEGIN SOLUTION
    return 2 * strength * weights
    ### END SOLUTION


# %% check="l2_gradient"
check("l2_gradient", l2_gradient)

# %% [markdown]
r"""
## 5. Do not lean on one neuron: dropout

**Dropout** is a stranger remedy. While training, each number that passes through the layer is set to 0 with a chance of $r$, drawn anew in every pass. No neuron can rely on another one being there, so each must be of use on its own.

![Four neurons that feed two others, drawn four times. In each of three training passes another neuron is dropped: its factor is 0, and those of the three others are 1.33. After training no neuron is dropped and all factors are 1.](../../../img/training-dropout.png)

If a quarter is dropped, only three quarters of the sum arrive at the next layer. So what is kept is multiplied by $1 / (1 - r)$, here $4/3$, and *on average* everything is as large as before. After training nothing is dropped and nothing is multiplied.

$$ m_{ij} = \begin{cases} 0 & \text{with chance } r \\ 1 / (1 - r) & \text{otherwise} \end{cases} $$

$$ \mathbf{Y} = \mathbf{X} \odot \mathbf{M} $$

| symbol | in code | shape | what it is |
|---|---|---|---|
| $r$ | `rate` | a number | the share that is *dropped* |
| $\mathbf{X}$, $\mathbf{Y}$ | `inputs`, the answer | $(N, n)$ | what comes in and goes out |
| $\mathbf{M}$, its entries $m_{ij}$ | a mask, drawn in `forward` | $(N, n)$ | a factor for each entry |
| $\odot$ | `*` | | entry by entry |

Backward is like every product: the slope of $x_{ij} m_{ij}$ in $x_{ij}$ is $m_{ij}$. What was dropped gets no slope, what was kept gets its factor.

(Older books scale *after* training instead, and some call the kept share the rate. PyTorch and Keras do it as here.)

**Predict.** The rate is $0.2$, and an entry of $10$ is kept. What does it become? One decimal.
"""

# %% predict="predict_training_kept"
predict_training_kept = 12.5

# %% check="predict_training_kept"
check("predict_training_kept", predict_training_kept)

# %% [markdown]
r"""
### Exercise: `Dropout`

Another layer, without weights, but with a switch: `training`. You may draw the dropped entries in any way; the check looks at what the mask does.

<details><summary>A nudge</summary>

`rng.random(shape)` gives numbers between 0 and 1, all equally likely. How many of them lie above the rate?
</details>
<details><summary>The idea</summary>

In `forward`, while training: draw a mask of the inputs' shape, scaled, keep it, multiply. Otherwise the factor is 1 for all, and that must be kept as well, so that `backward` after it lets everything through.
</details>
<details><summary>Nearly the code</summary>

A comparison of random numbers with `self.rate` gives True and False, which count as 1 and 0; divided by the kept share it is the mask. `backward` multiplies with the mask that the last `forward` has left.
</details>
"""


# %% answer="Dropout"
class Dropout:
    """Drops a share of its inputs while training.

    What is dropped becomes 0; the others are scaled up.

    rate: the share that is dropped, 0 or more and below 1.
    rng: a numpy.random.Generator.

    One of many right answers:

    >>> layer = Dropout(0.5, np.random.default_rng(0))
    >>> layer.forward(np.ones((1, 4)))
    array([[2., 0., 0., 0.]])
    """

    def __init__(self, rate, rng):
        self.rate, self.rng = rate, rng
        self.training = True

    def forward(self, inputs):
        """Some inputs (N, n) at 0 and the rest scaled.

        When not training: all as they are.
        """
        ### BEGIN SOLUTION
        self.mask = np.ones(inputs.shape)
        if self.training:
            self.mask = (self.rng.random(inputs.shape) >= self.rate) / (1 - self.rate)
        return inputs * self.mask
        ### END SOLUTION

    def backward(self, doutput):
        """Slopes (N, n), through the mask of forward."""
        ### BEGIN SOLUTION
        return doutput * self.mask
        ### END SOLUTION


# %% check="Dropout"
check("Dropout", Dropout)

# %% [markdown]
r"""
### The same network, five ways

All remedies on the same network and the same 80 points. For L2 the slopes of the penalty are added to those of the loss; a small class does it: `Penalized(Network)` is your `Network` with another `gradients`, in which `super()` means the `Network` part. (Arrays with one row are biases. Adding L2's slope in front of Adam
is what many do; `AdamW`, in lesson 09, keeps the two apart.)

The first two networks show what standardizing does. For both, the numbers of column 0 are a thousand times as large, as if metres were given in millimetres; the second one gets them standardized. Neither has another remedy. The last three get the points as they are, in one unit; without a remedy, that network is `by_heart` from above. (The first one trains for 30 epochs only. Its steps jump about so much that later on the rounding of the machine decides where it stands.)

The maps show what each network answers everywhere. The black line is where it changes its mind; darker ground is where it is sure, with a share above 0.88.
"""


# %% given="training-trained"
class Penalized(Network):
    def gradients(self):
        pairs = zip(self.parameters(), super().gradients(), strict=True)
        cost = self.strength
        return [g + l2_gradient(w, cost) if len(w) > 1 else g for w, g in pairs]


def trained(strength=0.0, rate=0.0, epochs=200):
    rng = np.random.default_rng(1)
    a, relu1, b, relu2, c = plain(rng).layers
    layers = [a, relu1, Dropout(rate, rng), b, relu2, Dropout(rate, rng), c]
    network = Penalized(layers, SoftmaxCrossEntropy())
    network.strength = strength
    train_on(network, epochs, rng)
    return network


# %% tags=["raises-exception"]
units, (X, y) = np.array([1000.0, 1.0]), fresh
many = train[0] * units
raw, even = plain(np.random.default_rng(1)), plain(np.random.default_rng(1))
train_on(raw, 30, np.random.default_rng(1), (many, train[1]))
scaled = standardize(many, many)[0]
train_on(even, 200, np.random.default_rng(1), (scaled, train[1]))
ways = {
    "raw inputs": lambda X: raw.forward(X * units),
    "standardized": lambda X: even.forward(standardize(many, X * units)[1]),
    "stopped": stopped.forward,
    "L2": trained(strength=0.003).forward,
    "dropout": trained(rate=0.5).forward,
}
show(pictures.boundaries(ways, train), alt=pictures.FIVE)
pictures.compare({of: loss.forward(way(X), y) for of, way in ways.items()})

# %% [markdown]
r"""
Read the maps, not only the losses. The network with raw inputs hardly looks at column 1, the height in the maps: in its sums, column 0 drowns it out. Standardized, it sees both, and learns the points by heart; the three other remedies hold it back, each in its own way. Which network would you believe where there is no data at all? The remedies can be used together, and mostly are. How much of each is a choice, and choices are made on the validation data.
"""

# %% [markdown]
r"""
## Find the bug

Someone has little data, 200 rows, and doubles it: each row comes once more, with a little noise. (That is **augmentation**, and a good idea.) Then the rows are shuffled and split. The model is the plainest there is: it answers with the label of the nearest training row.

Here the labels are *tosses of a coin*. Nobody can do better than one half. Run the cell below, look at the score, and decide what is wrong:

- **A** the answers to validation rows stand in the training data
- **B** the labels no longer belong to their rows
- **C** it is luck: 100 validation rows are too few
- **D** the noise is too small

Answer with a letter, such as `"B"`.
"""


# %% given="training-bug"
def buggy_split(X, y, n_validation, noise, rng):
    noisy = X + noise * rng.standard_normal(X.shape)
    X, y = np.concatenate([X, noisy]), np.concatenate([y, y])
    mixed, n = rng.permutation(len(X)), n_validation
    chosen, others = mixed[:n], mixed[n:]
    return (X[others], y[others]), (X[chosen], y[chosen])


rng = np.random.default_rng(5)
points = rng.standard_normal((200, 5))
tosses = rng.integers(0, 2, 200)
known, aside = buggy_split(points, tosses, 100, 0.05, rng)
right = pictures.nearest(known, aside[0]) == aside[1]
print("share of coin tosses foreseen:", right.mean())

# %% predict="predict_training_bug"
predict_training_bug = "A"

# %% check="predict_training_bug"
check("predict_training_bug", predict_training_bug)

# %% [markdown]
r"""
### Exercise: `repair_split`

This is called **leakage**, and it is a common reason for a score that is too good. Write the split again, so that no sample is on both sides, not even as a copy. Set `n_validation` of the given rows aside by chance, as they are. Every other
row goes into the training data twice: as it is, and with noise.

<details><summary>A nudge</summary>

What is done first, and what second? Swap them, and look at what each step may still touch.
</details>
<details><summary>The idea</summary>

Draw an order of the given rows and cut it in two. One part becomes the validation data and is finished. The other part is doubled.
</details>
<details><summary>Nearly the code</summary>

`rng.permutation(len(X))` before anything is copied. Then `np.concatenate` of the training rows with their noisy copies, and of their labels with themselves.
</details>
"""


# %% answer="repair_split"
def repair_split(X, y, n_validation, noise, rng):
    """Split first, then double the training data.

    X: array (N, n); y: array (N,); both stay as they are.
    n_validation: how many rows are set aside.
    noise: the deviation of the normal numbers that are
    added to the copies.
    rng: the only source of chance.
    Returns two pairs, (X_train, y_train) and
    (X_validation, y_validation), the rows in any order:
    2 * (N - n_validation) rows to train and n_validation
    rows to validate.

    >>> X, y = np.ones((5, 3)), np.zeros(5)
    >>> rng = np.random.default_rng(0)
    >>> known, aside = repair_split(X, y, 2, 0.1, rng)
    >>> known[0].shape
    (6, 3)
    """
    ### BEGIN SOLUTION
    order = rng.permutation(len(X))
    held_out, kept = order[:n_validation], order[n_validation:]
    copies = X[kept] + noise * rng.standard_normal(X[kept].shape)
    train = np.concatenate([X[kept], copies]), np.concatenate([y[kept], y[kept]])
    return train, (X[held_out], y[held_out])
    ### END SOLUTION


# %% check="repair_split"
check("repair_split", repair_split)

# %% tags=["raises-exception"]
rng = np.random.default_rng(5)
known, aside = repair_split(points, tosses, 100, 0.05, rng)
right = pictures.nearest(known, aside[0]) == aside[1]
print("share of coin tosses foreseen:", right.mean())

# %% [markdown]
r"""
Near one half, as it must be. (Why 0.78 before, and not 1.00? Of the 100 validation rows 66 had their twin among the training rows, and all 66 were answered right. The twins of the other 34 were validation rows themselves, so for them the model could only guess.) Other leaks look harmless as well: means and deviations of all data, taken before the split; several pictures of one person on both sides; the same row twice in a file. Ask of every score: *could the model have
met this answer before?*
"""

# %% [markdown]
r"""
## Play

More and less of each remedy, on the same 80 points. The networks are trained first, which takes a few seconds; the sliders then choose among them. `level` is a place in the list of values, and the title says which value it is.

**L2.** From nothing to far too much. Where does the curve become smooth? Where does the network give up?

**Dropout.** What changes first, the line or how sure the network is?

**Stopping.** The same network after more and more epochs. When does it begin to bend around single points?

First comes a still picture, then three sliders; they need a running notebook.
"""

# %% tags=["raises-exception"]
settings = {
    "strength": [0.0, 0.0003, 0.001, 0.003, 0.01, 0.1],
    "rate": [0.0, 0.2, 0.5, 0.8, 0.9],
    "epochs": [1, 3, 10, 30, 100, 200],
}
for name, values in settings.items():
    networks = {one: trained(**{name: one}) for one in values}
    found = pictures.areas(name, networks)
    if name == "strength":
        show(pictures.still(found, train), alt=pictures.STILL)
    play(
        pictures.chosen(found, train),
        alt=f"What it answers at level {{level}}, {name}.",
        level=(0, len(values) - 1, 1, 0),
    )

# %% [markdown] task="training-words" points=3
r"""
## In your own words

A team trains 40 networks with different settings. It computes the accuracy of all 40 on the test data, keeps the best one, and reports its accuracy on this test data, 0.94. Why is this number likely to be too good? What should the team have done? And
which sign, while a single network was training, would have told them that it overfits?

### BEGIN MARK SCHEME
One point each:

1. Choosing by the test data adapts to them: the best of 40 is partly the luckiest of 40 on exactly this data, so the number no longer speaks of unseen data.
2. A third part: choose among the 40 by validation data, and look at the test data once, for the chosen one, at the end.
3. The validation loss rises (or stops falling) while the training loss still falls; or a large gap between the two.
### END MARK SCHEME
"""

# %% [markdown] words="training-words"
r"""
Among 40 networks some do well on this test data by luck, and the best one was picked for it. On new data the luck is gone. They should have chosen with validation data and used the test data once, for the network that was chosen. Overfitting would
have shown as a validation loss that goes up while the training loss goes on falling.
"""

# %% [markdown]
r"""
## What you built

| piece | takes | gives |
|---|---|---|
| `he_weights` | numbers of inputs and neurons, `rng` | $(n_{\text{inputs}}, n_{\text{neurons}})$ |
| `standardize` | $(N, n)$ and $(M, n)$ | the same shapes |
| `Network` | layers, a loss | scores $(N, C)$; lists $[\mathbf W, \mathbf b, \dots]$ |
| `fit` | a network, an optimizer, two pairs $(\mathbf X, \mathbf y)$ | two lists of losses |
| `l2_gradient` | weights of any shape, a number | the same shape |
| `Dropout` | $(N, n)$ | $(N, n)$ |
| `repair_split` | $\mathbf X$, $\mathbf y$, how many to set aside, noise, `rng` | two pairs $(\mathbf X, \mathbf y)$ |

**Common mistakes**

- The variance taken for the deviation; neurons counted for inputs.
- Means measured on all data, or anything else done to the data before it is split.
- Copies of parameters given to an optimizer; best parameters kept without `.copy()`.
- A patience that is off by one.
- Dropout left on after training; a rate taken for the share that is kept.
- A half too many or too few in L2.

**Words for the glossary**

| word | meaning |
|---|---|
| initialization | how the first weights are drawn |
| standardizing | mean 0 and deviation 1 for each column |
| variance | the square of the standard deviation |
| overfitting | getting better on the training data and worse on all others |
| validation data, test data | the part that chooses, and the part that is looked at once |
| early stopping, patience | stopping when a chosen number of epochs in a row brought nothing lower |
| regularization | whatever holds a network back from learning by heart |
| weight decay | another name for what L2 does under plain gradient descent |
| leakage | answers that find their way into the training data |

**What the big libraries call it**

| here | elsewhere |
|---|---|
| `he_weights`, `xavier_weights` | PyTorch: `nn.init.kaiming_normal_(w, nonlinearity="relu")` and `nn.init.xavier_normal_(w)`. Keras: `he_normal` and `glorot_normal`, both cut off beyond two deviations |
| `standardize`, `repair_split` | scikit-learn: `StandardScaler` and `train_test_split` |
| `Network`, its switch | PyTorch: `nn.Sequential`; `model.train()` and `model.eval()` |
| `fit`, its patience | Keras: `EarlyStopping(patience=..., restore_best_weights=True)` |
| `l2_gradient` | PyTorch: the `weight_decay` of `torch.optim.SGD` adds `weight_decay * w`, so it is twice our strength. Keras: `regularizers.L2(l)`, without a half, as here |
| `Dropout(rate, rng)` | PyTorch: `nn.Dropout(p)`, which drops the share `p`. Keras: `Dropout(rate)` |

**Sources**

- X. Glorot and Y. Bengio (2010), *Understanding the difficulty of training deep feedforward neural networks*, AISTATS.
- K. He, X. Zhang, S. Ren and J. Sun (2015), *Delving deep into rectifiers*, ICCV.
- Y. LeCun, L. Bottou, G. Orr and K.-R. Müller (1998), *Efficient BackProp*, in *Neural Networks: Tricks of the Trade*, Springer: standardizing, and first weights.
- L. Prechelt (1998), *Early stopping, but when?*, in the same book.
- N. Srivastava and others (2014), *Dropout: a simple way to prevent neural networks from overfitting*, Journal of Machine Learning Research 15.
- I. Goodfellow, Y. Bengio and A. Courville (2016), *Deep Learning*, MIT Press, chapter 7.
- S. Kaufman and others (2012), *Leakage in data mining*, ACM Transactions on Knowledge Discovery from Data 6(4).

## Extras

Three more, if you like: a penalty, another start, and parameters on disk. Nothing later needs them.

### Exercise (x): `l2_penalty`

<details><summary>Open the exercise</summary>

What L2 adds to the loss for one array of weights: $\lambda \sum_{k, j} w_{kj}^2$, without a half. Print it beside the loss, to see how much of the total is price and how much is error.
**On paper.** $\lambda = 0.1$ and $(3, -1)$ cost $0.1 \cdot (9 + 1) = 1$.
</details>
<details><summary>A nudge</summary>

Squares, a sum, a factor: which of them comes first?
</details>
<details><summary>The idea</summary>

Square entry by entry into a new array, sum over everything, multiply by the strength once.
</details>
<details><summary>Nearly the code</summary>

`np.sum` without an axis sums over all entries; `weights**2` makes a new array.
</details>
"""


# %% answer="l2_penalty"
def l2_penalty(weights, strength):
    """The price of some weights.

    weights: array of any shape, left as it is.
    strength: a number, 0 or more.
    Returns a number.

    >>> price = l2_penalty(np.array([3.0, -1.0]), 0.1)
    >>> round(float(price), 3)
    1.0
    """
    ### BEGIN SOLUTION
    return strength * np.sum(weights**2)
    ### END SOLUTION


# %% check="l2_penalty"
check("l2_penalty", l2_penalty)

# %% [markdown]
r"""
### Exercise (x): `xavier_weights`

<details><summary>Open the exercise</summary>

For layers that are followed by tanh, or by nothing, no half is lost. Going forward, a signal keeps its size if the variance of the weights is $1 / n_{\text{inputs}}$. Going back, slopes do if it is $1 / n_{\text{neurons}}$. Glorot and Bengio
take a middle way:

$$ s = \sqrt{\frac{2}{n_{\text{inputs}} + n_{\text{neurons}}}} $$

Libraries also call $\sqrt{1 / n_{\text{inputs}}}$ by this name; here both sides count. **On paper.** 6 inputs and 2 neurons give $\sqrt{2/8} = 0.5$.
</details>
<details><summary>A nudge</summary>

What differs from `he_weights`?
</details>
<details><summary>The idea</summary>

The same normal numbers with another deviation: inputs and neurons are added up below the 2.
</details>
<details><summary>Nearly the code</summary>

Mind the brackets: the quotient has a sum below the line, and the root is taken of the whole quotient.
</details>
"""


# %% answer="xavier_weights"
def xavier_weights(n_inputs, n_neurons, rng):
    """The first weights of a layer that no ReLU follows.

    n_inputs, n_neurons: whole numbers; rng: a
    numpy.random.Generator, the only source of chance.
    Returns an array (n_inputs, n_neurons) of normal numbers
    with mean 0 and deviation
    sqrt(2 / (n_inputs + n_neurons)).

    >>> rng = np.random.default_rng(0)
    >>> xavier_weights(150, 50, rng).std().round(2)
    np.float64(0.1)
    """
    ### BEGIN SOLUTION
    deviation = np.sqrt(2 / (n_inputs + n_neurons))
    return deviation * rng.standard_normal((n_inputs, n_neurons))
    ### END SOLUTION


# %% check="xavier_weights"
check("xavier_weights", xavier_weights)

# %% [markdown]
r"""
### Exercises (x): `save_parameters` and `load_parameters`

<details><summary>Open the exercises</summary>

A network is its parameters. `save_parameters` writes a list of arrays to a file that ends in `.npz`; `load_parameters` reads such a file and fills arrays that are there already, *in place*, in the same order. If the file holds another number of arrays, or one has another
shape, it raises `ValueError` with a helpful text.

Files are made to be read by others, so what is in them is agreed: they are as `np.savez(path, *arrays)` writes them, with the arrays named `arr_0`, `arr_1`, and so on. Each of the two functions is judged with files of that kind, whoever wrote them. `np.load(path)` gives an object that is
asked like a dictionary: `archive["arr_0"]`; its names are in `archive.files`.
</details>
<details><summary>A nudge</summary>

What must be true of the file before the first array is filled?
</details>
<details><summary>The idea</summary>

Read everything into a list, in the order of the numbers: sorted as text, `arr_10` would come before `arr_2`. Compare how many there are, then the shapes, then fill.
</details>
<details><summary>Nearly the code</summary>

`archive[f"arr_{i}"]` for each `i` in `range(len(archive.files))`. Shapes are compared with `!=`, an array is filled with `one[...] = other`, and `raise ValueError("...")` refuses.
</details>
"""


# %% answer="save_parameters"
def save_parameters(path, parameters):
    """Write arrays to an .npz file: arr_0, arr_1, ...

    path: text that ends in .npz.
    parameters: a list of arrays; their order is kept.

    For example:
    save_parameters("network.npz", network.parameters())
    """
    ### BEGIN SOLUTION
    np.savez(path, *parameters)
    ### END SOLUTION


def load_parameters(path, parameters):
    """Fill arrays in place with what was saved.

    path: an .npz file that holds arr_0, arr_1, and so on.
    parameters: a list of arrays, as many and of the same
    shapes.
    Raises ValueError if the file holds another number of
    arrays or another shape.
    """
    ### BEGIN SOLUTION
    with np.load(path) as archive:
        saved = [archive[f"arr_{i}"] for i in range(len(archive.files))]
    if [one.shape for one in saved] != [one.shape for one in parameters]:
        raise ValueError(f"{path} holds other shapes than these parameters.")
    for one, other in zip(parameters, saved, strict=True):
        one[...] = other
    ### END SOLUTION


# %% check="save_parameters"
check("save_parameters", (save_parameters, load_parameters))

# %%
progress()
