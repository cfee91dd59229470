# %% [markdown]
r"""
# 11 A network that reads

Everything is there: layers, activations, a loss, slopes, Adam, a training loop. In this lesson you put your own pieces together, and they learn to read handwriting.

**You will be able to**

- train a network on real images and judge it honestly, on images that it has never seen
- find out which digit it mistakes for which, look at its mistakes one by one, and say how sure it was of each
- write a whole recipe, from images to answers, that holds up on images with noise

**You need** the pieces of lessons 03 to 10, and pride in them.

**Time** about 80 minutes.

![An image of a handwritten 3 with 64 pixels goes through four boxes: Dense with weights (64, 64), ReLU, Dense with weights (64, 10), softmax. Ten bars come out, one a digit; the bar of the 3 is by far the tallest.](../../../img/network-reader.png)

This is the whole network. Every box in it is something that you have written.
"""

# %%
import numpy as np
from tqdm.auto import tqdm

from neuronlab import check, mine, play, progress, show
from neuronlab.datasets import handwritten_digits, spiral
from neuronlab.plots import network as pictures

# %% [markdown]
r"""
## Remember

Three quick questions on lessons 05 and 10. Answer all three from memory, one in each cell, then run the check below them. It stops at the first one that is not right
yet.

1. A layer with ReLU behind it has 64 inputs. Which deviation does He's rule give to its weights? Three decimals; use Python as a calculator.
2. `Dropout` with a rate of 0.5 keeps an entry of 3 while training. What does it become? One decimal.
3. Two samples have the probabilities $(0.7, 0.2, 0.1)$ and $(0.1, 0.8, 0.1)$; their labels are 0 and 2. What is the accuracy? One decimal.
"""

# %% predict="remember_network_he"
remember_network_he = 0.177

# %% predict="remember_network_dropout"
remember_network_dropout = 6.0

# %% predict="remember_network_accuracy"
remember_network_accuracy = 0.5

# %% check="remember_network_he"
check("remember_network_he", remember_network_he)
check("remember_network_dropout", remember_network_dropout)
check("remember_network_accuracy", remember_network_accuracy)

# %% [markdown]
r"""
## What you bring along

Nothing in this lesson's network comes from a library. The next cells hold the pieces of earlier lessons, and after them one cell puts *your own* in their place, wherever
you have written one that holds. Read them as you would read old letters: you know nearly every line. (`Network` comes in two parts here: `class Network(Chain)` says that it has all that `Chain` has.)
"""


# %% given="network-layers"
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


# %% given="network-relu"
class ReLU:
    def forward(self, inputs):
        self.open = inputs > 0
        return np.where(self.open, inputs, 0.0)

    def backward(self, doutput):
        return np.where(self.open, doutput, 0.0)


def softmax(scores):
    shifted = scores - scores.max(axis=1, keepdims=True)
    powers = np.exp(shifted)
    return powers / powers.sum(axis=1, keepdims=True)


# %% given="network-loss"
class SoftmaxCrossEntropy:
    def forward(self, scores, y):
        y = y.argmax(axis=1) if y.ndim == 2 else y
        shifted = scores - scores.max(axis=1, keepdims=True)
        totals = np.log(np.exp(shifted).sum(axis=1))
        own = shifted[np.arange(len(y)), y]
        return (totals - own).mean()

    def backward(self, scores, y):
        y = y.argmax(axis=1) if y.ndim == 2 else y
        shifted = scores - scores.max(axis=1, keepdims=True)
        powers = np.exp(shifted)
        slopes = powers / powers.sum(axis=1, keepdims=True)
        slopes[np.arange(len(y)), y] -= 1.0
        return slopes / len(y)


# %% given="network-adam"
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


# %% given="network-chain"
class Chain:
    def __init__(self, layers, loss):
        self.layers, self.loss, self.training = layers, loss, True

    def forward(self, X):
        for layer in self.layers:
            layer.training = self.training
            X = layer.forward(X)
        self.scores = X
        return X

    def backward(self, y):
        slopes = self.loss.backward(self.scores, y)
        for layer in reversed(self.layers):
            slopes = layer.backward(slopes)


# %% given="network-network"
class Network(Chain):
    def parameters(self):
        layers = [one for one in self.layers if hasattr(one, "weights")]
        return [a for one in layers for a in (one.weights, one.biases)]

    def gradients(self):
        layers = [one for one in self.layers if hasattr(one, "weights")]
        return [a for one in layers for a in (one.dweights, one.dbiases)]


def he_weights(n_inputs, n_neurons, rng):
    s = np.sqrt(2 / n_inputs)
    return s * rng.standard_normal((n_inputs, n_neurons))


# %% given="network-epoch"
def minibatches(X, y, batch_size, rng):
    order = rng.permutation(len(X))
    for start in range(0, len(X), batch_size):
        chosen = order[start : start + batch_size]
        yield X[chosen], y[chosen]


def one_epoch(network, optimizer, train, batch_size, rng):
    network.training, total = True, 0.0
    for X, y in minibatches(*train, batch_size, rng):
        total += len(y) * network.loss.forward(network.forward(X), y)
        network.backward(y)
        optimizer.step(network.parameters(), network.gradients())
    network.training = False
    return total / len(train[1])


# %% given="network-fit"
def fit(network, optimizer, train, validation, epochs, batch_size, patience, rng):
    losses, found, best, since = [], [], np.inf, 0
    while len(losses) < epochs and since < patience:
        rest = train, batch_size, rng
        losses.append(one_epoch(network, optimizer, *rest))
        scores = network.forward(validation[0])
        found.append(network.loss.forward(scores, validation[1]))
        since += 1
        if found[-1] < best:
            best, since = found[-1], 0
            own = network.parameters()
            kept = [array.copy() for array in own]
    for array, saved in zip(own, kept, strict=True):
        array[:] = saved
    return {"train_loss": losses, "validation_loss": found}


# %% given="network-mine"
Dense = mine("DenseBackward", otherwise=Dense)
ReLU = mine("ReLUBackward", otherwise=ReLU)
softmax = mine("softmax", otherwise=softmax)
SoftmaxCrossEntropy = mine(
    "SoftmaxCrossEntropy",
    otherwise=SoftmaxCrossEntropy,
)
Adam = mine("Adam", otherwise=Adam)
minibatches = mine("minibatches", otherwise=minibatches)
he_weights = mine("he_weights", otherwise=he_weights)
Network = mine("Network", otherwise=Network)
fit = mine("fit", otherwise=fit)

# %% [markdown]
r"""
## 1. Sixty-four numbers

In the 1990s, 43 people wrote digits on forms. Each digit was scanned, cut out and brought to 32 by 32 dots, black or white, and the black dots were counted in blocks of 4 by 4. So each image is 8 by 8 squares, and each square holds a count from 0 (paper) to 16 (ink). For a network that is
one row of 64 numbers. We divide by 16, so that every number lies between 0 and 1: inputs of a sane size, as lesson 10 asked for.
"""

# %%
images, labels = handwritten_digits()
print("images", images.shape)
print("from", images.min(), "to", images.max())
print("labels", labels.shape)
print("the first ten:", labels[:10].tolist())
meant = [str(label) for label in labels[:30]]
drawn = pictures.gallery(images[:30], meant)
show(drawn, alt=pictures.THIRTY)
show(pictures.as_numbers(images[0]), alt=pictures.NUMBERS)

# %% [markdown]
r"""
### Seen, held out, kept apart

A network can learn images by heart. That is no reading. So what counts is how it does on images that it was *not* given, and lesson 10 said how to keep yourself honest: split first, then train.

![A bar in three parts. 1200 images to learn from and 237 held out for the check are in your notebook, together 1437. 360 more are kept apart for the grade, with the teacher.](../../../img/network-split.png)

You train on the first 1200 images. The last 237 are **held out**: this notebook's checks ask about them, with a little noise added. If your work is graded, it is asked about 360 images more that are in no notebook at all.

One honest word about what this can show. These images come from 13 of the people, and chance has dealt each person's digits to all three parts. So the network is asked about new *images*, not about the
hands of strangers. With strangers it would do worse, and a real project would split by person.
"""

# %%
train = images[:1200], labels[:1200]
held_out = images[1200:], labels[1200:]
print("to learn from:", train[0].shape, train[1].shape)
print("held out:", held_out[0].shape, held_out[1].shape)
print("of each digit:", np.bincount(held_out[1]).tolist())

# %% [markdown]
r"""
## 2. A baseline

How good is good? A number such as $0.9$ says little until you know what a *plain* method reaches. That method is the **baseline**, and have one before you build anything large. Ours is a single layer: ten neurons,
one a digit, each with 64 weights, softmax behind them.

$$ \mathbf{S} = \mathbf{X} \mathbf{W} + \mathbf{b} \qquad \hat y_i = \arg\max_k s_{ik} $$

| symbol | in code | shape | what it is |
|---|---|---|---|
| $\mathbf{X}$ | `images` | $(N, 64)$ | one image a row |
| $\mathbf{W}$, $\mathbf{b}$ | `weights`, `biases` | $(64, 10)$, $(1, 10)$ | one column a digit |
| $\mathbf{S}$, its entries $s_{ik}$ | `scores` | $(N, 10)$ | how much speaks for each digit |
| $\hat y_i$, together $\hat{\mathbf{y}}$ | the answer | $(N,)$ | the answer to image $i$: the digit $k$ whose score $s_{ik}$ is the largest; $\arg\max_k$ says so in short |

Which of ten scores is the largest needs no softmax: softmax never changes the winner. It is there for the loss.

**On paper**, with three digits in place of ten: an image has the scores $(1.2, 3.4, -0.5)$. The largest stands at place 1, so the answer is 1.

### One step of training

These four lines make one step, once `batches` hands out pairs of images and labels (`next(batches)` takes the next pair):

- **A** `optimizer.step(network.parameters(), network.gradients())`
- **B** `network.backward(y)`
- **C** `X, y = next(batches)`
- **D** `scores = network.forward(X)`

**Predict.** In which order do they work? Four letters as one word, such as `"ABCD"`.
"""

# %% predict="predict_network_lines"
predict_network_lines = "CDBA"

# %% check="predict_network_lines"
check("predict_network_lines", predict_network_lines)

# %% [markdown]
r"""
### Exercise: `baseline`

The frame is given: one layer, Adam, 40 times through the images in small batches. Two places are yours: what happens to a batch, and what comes back at the end.

Your function is given 1200 images with their labels, and then the 237 held-out images *without* theirs, a little noise on every pixel. It should read 0.92 of them; less earns part of the points. (When it is graded, it is given all 1437 images with labels and 360 others without. So do not write 1200 or 237 into your code.)

<details><summary>A nudge</summary>

For the batch, the prediction above has the order. For the end: the network gives ten scores for each image; which digit do they speak for?
</details>
<details><summary>The idea</summary>

Forward, backward, step. `network.backward(y)` asks its loss for the slopes of the scores that the last forward pass left, so forward comes first. After training, the place of the largest score of each row is the answer.
</details>
<details><summary>Nearly the code</summary>

In the loop three calls: `forward` of the batch, `backward` of its labels, and `step` with the network's parameters and gradients. At the end `forward` of the images that are to be read, and `argmax` along the axis of the ten digits.
</details>
"""


# %% answer="baseline"
def baseline(train_images, train_labels, images):
    """Train one layer on labelled images, and read others.

    train_images: array (N, 64), from 0 to 1.
    train_labels: whole numbers (N,), from 0 to 9.
    images: array (M, 64), the images to read.
    Returns an array (M,) of whole numbers: the digit that
    each image is read as.

    >>> known = images[:1200], labels[:1200]
    >>> baseline(*known, images[1200:1205]).shape
    (5,)
    """
    rng = np.random.default_rng(0)
    loss = SoftmaxCrossEntropy()
    network = Network([Dense(64, 10, rng)], loss)
    optimizer = Adam(lr=0.01)
    data = train_images, train_labels
    for _ in range(40):
        for X, y in minibatches(*data, 64, rng):
            ### BEGIN SOLUTION
            network.forward(X)
            network.backward(y)
            optimizer.step(network.parameters(), network.gradients())
            ### END SOLUTION
    ### BEGIN SOLUTION
    return network.forward(images).argmax(axis=1)
    ### END SOLUTION


# %% check="baseline"
check("baseline", baseline)

# %% [markdown]
r"""
### What a neuron looks for

With one layer we can see what was learned. Each neuron has a weight for every pixel, so its weights can be drawn as an image: where a weight is above 0, ink speaks *for* this digit; below 0, ink speaks *against* it. The next cell
trains one layer with your own pieces and draws its ten neurons.

Look at neuron 0: ink in the middle speaks strongly against it. A zero is hollow.

(To be exact, softmax compares the ten scores. So what counts is a weight beside those of the nine others for the same pixel; with weights around 0 its sign says about the same.)
"""

# %%
rng = np.random.default_rng(0)
loss = SoftmaxCrossEntropy()
one_layer = Network([Dense(64, 10, rng)], loss)
settings = {
    "epochs": 40,
    "batch_size": 64,
    "patience": 40,
    "rng": rng,
}
fit(one_layer, Adam(lr=0.01), train, held_out, **settings)
drawn = pictures.templates(one_layer.layers[0].weights)
show(drawn, alt=pictures.TEMPLATES)

# %% [markdown]
r"""
## 3. Watch it learn

One layer can only weigh pixel against pixel: *ink here is good, ink there is bad*. It cannot say *ink in this square speaks for a 3 if that other square is empty, and against it if that one is full*. That takes a hidden layer, as XOR did.

$$ \mathbf{S} = \mathrm{ReLU}(\mathbf{X} \mathbf{W}_1 + \mathbf{b}_1)\, \mathbf{W}_2 + \mathbf{b}_2 $$

| symbol | in code | shape |
|---|---|---|
| $\mathbf{W}_1$, $\mathbf{b}_1$ | of the first `Dense` | $(64, 64)$, $(1, 64)$ |
| $\mathbf{W}_2$, $\mathbf{b}_2$ | of the second `Dense` | $(64, 10)$, $(1, 10)$ |

**Predict.** How many parameters does this network have?
"""

# %% predict="predict_network_parameters"
predict_network_parameters = 4810

# %% check="predict_network_parameters"
check("predict_network_parameters", predict_network_parameters)

# %% [markdown]
r"""
Now watch. The cell below builds the network, gives its layers He's weights, and calls your `fit` for one epoch at a time, so that there is something to see in between: a bar that fills, and the two losses as curves. The dotted line is where
guessing stands.
"""

# %% tags=["nbval-ignore-output"]
rng = np.random.default_rng(1)
hidden, output = Dense(64, 64, rng), Dense(64, 10, rng)
for layer in (hidden, output):
    layer.weights = he_weights(*layer.weights.shape, rng)
loss = SoftmaxCrossEntropy()
network = Network([hidden, ReLU(), output], loss)
optimizer, data = Adam(lr=0.005), (train, held_out)
curve = pictures.LiveCurve(epochs=40)
for _ in tqdm(range(40), desc="epochs", leave=False):
    history = fit(network, optimizer, *data, 1, 64, 1, rng)
    learned = history["train_loss"][0]
    curve.add(learned, history["validation_loss"][0])

# %% tags=["nbval-ignore-output"]
readers = {
    "one layer": one_layer,
    "with a hidden layer": network,
}
print(f"{'accuracy':<22}training   held out")
for title, reader in readers.items():
    found = []
    for X, y in (train, held_out):
        answers = reader.forward(X).argmax(axis=1)
        found.append(np.mean(answers == y))
    print(f"{title:<22}{found[0]:8.3f}   {found[1]:8.3f}")

# %% [markdown]
r"""
(The last digits may differ a little from machine to machine.) After 40 epochs the network with a hidden layer reads every image that it learned from, or very nearly. It has them by heart, and the training loss goes on falling towards 0. On the held-out images the loss has
been about level for the last ten epochs or so: what the network still learns is of no use to new images. It does not clearly rise yet; such a rise is what lesson 10 called overfitting. But the growing gap between the curves is its first sign.

And the hidden layer? On the held-out images it reads only about two more than one layer does, of 237. That is too few to call it better: with other images it could be the other way round. The gain is small because these digits are small and tidy.

(Mind one thing. For the one layer `fit` ran 40 epochs in one call, and it ended with the best of them *on the held-out images*. Where held-out images choose, the score on them may be a little too good. For the other network `fit` was called for one epoch at a time, so there was nothing to choose. In the exercise of this section you split the images so that this cannot happen.)

### A little noise

In the world, no image comes twice in exactly the same greys. So the checks here, and the grade, add a little noise to each pixel, with a deviation of $0.05$. Below are six images: as they are, with this noise, and with four times as much. You hardly see the difference
in the second row. Nor should your network.

There is a remedy for noise that also helps against learning by heart: **train with it**. An image with other noise on it is an image that the network has not seen, and its label is still known. This is the simplest *data augmentation*, and it costs one line.
"""

# %%
rng = np.random.default_rng(2)
six = images[1200:1206]
rows = []
for deviation in (0, 0.05, 0.2):
    noise = deviation * rng.standard_normal(six.shape)
    rows.append(np.clip(six + noise, 0, 1))
titles = ["as it is"] * 6 + ["noise 0.05"] * 6
titles += ["noise 0.20"] * 6
drawn = pictures.gallery(np.vstack(rows), titles, columns=6)
show(drawn, alt=pictures.NOISY)

# %% [markdown]
r"""
### Exercise: `digits`

Now the whole recipe, and it is yours. You are given labelled images, and images to read. Everything between is up to you: how many layers, how wide, which first weights, which optimizer, how many epochs, which remedy against learning by heart.
You may call any piece above.

It is judged by one thing only: how many of the new images it reads, with noise of $0.05$. Points come at an accuracy of $0.85$, $0.90$, $0.925$ and $0.945$. Your function is run once for each, and all four runs together may take 40 seconds.

Two rules of thumb: get *anything* above $0.85$ first, and then change one thing at a time.

<details><summary>A nudge</summary>

You have seen a network that reads above 0.94 of the held-out images: the `network` of this section. What of that belongs in a function? And what could noise on the training images add?
</details>
<details><summary>The idea</summary>

Split the labelled images once more: most to train on, some to stop by (the images to read have no labels, so they cannot serve for that). Make a few copies of the training part with noise on them. Build a network with 64 inputs, 64 hidden neurons and 10 outputs, with He's weights. Train with Adam and
small batches by `fit`, then read: the largest score of each row.
</details>
<details><summary>Nearly the code</summary>

`np.concatenate([X] * 4)` repeats the images, `np.tile(y, 4)` their labels; `0.2 * rng.standard_normal(shape)` is the noise. `fit` with a learning rate of 0.005, batches of 64, up to 30 epochs and a patience of 8 ends above the last band, by some images. The end is as in `baseline`.
</details>
"""


# %% answer="digits"
def digits(train_images, train_labels, images):
    """Learn from labelled images, and read others.

    train_images: array (N, 64), from 0 to 1.
    train_labels: whole numbers (N,), from 0 to 9.
    images: array (M, 64), to be read, with a little noise.
    Returns an array (M,) of whole numbers: the digit that
    each image is read as.

    >>> known = images[:1200], labels[:1200]
    >>> digits(*known, images[1200:1205]).shape
    (5,)
    """
    ### BEGIN SOLUTION
    rng = np.random.default_rng(0)
    some = len(train_images) // 8
    validation = train_images[:some], train_labels[:some]
    copies = np.concatenate([train_images[some:]] * 4)
    copies = copies + 0.2 * rng.standard_normal(copies.shape)
    known = np.tile(train_labels[some:], 4)
    layers = [Dense(64, 64, rng), ReLU(), Dense(64, 10, rng)]
    for layer in layers[::2]:
        layer.weights = he_weights(*layer.weights.shape, rng)
    reader = Network(layers, SoftmaxCrossEntropy())
    fit(reader, Adam(lr=0.005), (copies, known), validation, 30, 64, 8, rng)
    return reader.forward(images).argmax(axis=1)
    ### END SOLUTION


# %% check="digits"
check("digits", digits)

# %% [markdown]
r"""
An honest word about these points: on most draws a good single layer, such as your `baseline`, reaches the last band as well. A hidden layer that was trained with noise is a little better, and 237 images are too few to show by how much. That is no reason to do without it, but one more reason to ask of every
result: *how many images is that?*
"""

# %% [markdown]
r"""
## 4. Which digit is mistaken for which?

One accuracy for all images hides a lot.

**Predict.** Of 100 images, 90 show class 0 and 10 show class 1. A lazy reader answers 0, always. What is its accuracy? Two decimals.
"""

# %% predict="predict_network_lazy"
predict_network_lazy = 0.9

# %% check="predict_network_lazy"
check("predict_network_lazy", predict_network_lazy)

# %% [markdown]
r"""
So count, for each true digit, which answers its images got. The table of these counts is the **confusion matrix**:

$$ m_{jk} = \text{number of images with true class } j \text{ and answer } k $$

| symbol | in code | shape | what it is |
|---|---|---|---|
| $\mathbf{M}$, its entries $m_{jk}$ | `matrix` | $(C, C)$ whole numbers | row: true; column: answer |
| $j$, $k$ | `true`, `predicted` | whole numbers | classes, from 0 |

![A table of counts for the digits 1, 3 and 8. Row 1: 10, 0, 0. Row 3: 1, 9, 0. Row 8: 3, 2, 5. The row of the 8 is framed: all ten images that are an 8. The column of the 1 is framed with dashes: all 14 images that were answered with 1. The diagonal is filled: read rightly.](../../../img/network-matrix.png)

**On paper.** True classes $(0, 1, 1, 2, 2)$, answers $(0, 1, 2, 2, 2)$. One 0 was read as 0; one 1 as 1 and one as 2; both 2s as 2. The rows are $(1, 0, 0)$, $(0, 1, 1)$, $(0, 0, 2)$.

Here and in scikit-learn a row belongs to a true digit. Some books turn the table round, so look twice before you read one.

**Predict.** A confusion matrix of all ten digits: where is the count of threes that were read as eights? Write (row, column), such as `(1, 1)`.
"""

# %% predict="predict_network_cell"
predict_network_cell = (3, 8)

# %% check="predict_network_cell"
check("predict_network_cell", predict_network_cell)

# %% [markdown]
r"""
### Exercise: `confusion_matrix`

Count. A class that comes neither as true nor as answer keeps its row and its column, all zeros.

<details><summary>A nudge</summary>

Start with a table of zeros. What does one sample do to it?
</details>
<details><summary>The idea</summary>

Each sample adds 1 in the row of its true class and the column of its answer. A loop over the pairs does it. (Careful with the shorter `matrix[true, predicted] += 1`: a pair that comes twice is counted once.)
</details>
<details><summary>Nearly the code</summary>

`np.zeros((n_classes, n_classes), dtype=int)` makes whole zeros, and `zip(true, predicted)` goes through the pairs. Or without a loop: `np.add.at(matrix, (rows, columns), 1)` counts repeated places as often as they come.
</details>
"""


# %% answer="confusion_matrix"
def confusion_matrix(true, predicted, n_classes):
    """Count what was taken for what.

    true, predicted: whole numbers (N,), from 0 to
    n_classes - 1.
    n_classes: a whole number.
    Returns an array (n_classes, n_classes) of whole
    numbers: row is the true class, column the answer.

    >>> true = np.array([0, 1, 1])
    >>> predicted = np.array([0, 1, 0])
    >>> confusion_matrix(true, predicted, 2)
    array([[1, 0],
           [1, 1]])
    """
    ### BEGIN SOLUTION
    matrix = np.zeros((n_classes, n_classes), dtype=int)
    for row, column in zip(true, predicted, strict=True):
        matrix[row, column] += 1
    return matrix
    ### END SOLUTION


# %% check="confusion_matrix"
check("confusion_matrix", confusion_matrix)

# %% tags=["raises-exception"]
shares = softmax(network.forward(held_out[0]))
answers = shares.argmax(axis=1)
matrix = confusion_matrix(held_out[1], answers, 10)
show(pictures.confusion(matrix), alt=pictures.CONFUSION)

# %% [markdown]
r"""
### Exercise: `most_confused`

Which mistake comes most often? The largest count *off* the diagonal names it. (If two are equally large, either is right in real life; the check has no such ties.)

<details><summary>A nudge</summary>

The largest numbers stand on the diagonal, and they are no mistakes. How do you keep them out of the race, without touching the matrix that you were given?
</details>
<details><summary>The idea</summary>

Work on a copy whose diagonal is 0. Then look for the place of the largest entry, as a row and a column.
</details>
<details><summary>Nearly the code</summary>

`np.fill_diagonal(copy, 0)` empties the diagonal in place. `copy.argmax()` counts through all entries, row by row; `np.unravel_index(place, copy.shape)` turns that place into (row, column).
</details>
"""


# %% answer="most_confused"
def most_confused(matrix):
    """The mistake that comes most often.

    matrix: array (C, C) of whole numbers, rows true, as
    from confusion_matrix. It stays as it is.
    Returns a pair (true, predicted) of class numbers.

    >>> matrix = np.array([[9, 0], [2, 7]])
    >>> true, predicted = most_confused(matrix)
    >>> int(true), int(predicted)
    (1, 0)
    """
    ### BEGIN SOLUTION
    mistakes = matrix.copy()
    np.fill_diagonal(mistakes, 0)
    return np.unravel_index(mistakes.argmax(), mistakes.shape)
    ### END SOLUTION


# %% check="most_confused"
check("most_confused", most_confused)

# %% [markdown]
r"""
### Exercise: `surest_mistakes`

Now the mistakes themselves. The most telling ones are those of which the network was *sure*: there it has learned something wrong, or the image misleads, or the label is in doubt. Its **confidence** in an answer is that answer's share in the softmax, the largest of the row.

List the rows that are read wrongly, the surest first. **On paper.** Four images, confidences $(0.8, 0.5, 0.9, 0.7)$, and the last three are read wrongly. The answer is the rows $2, 3, 1$, in this order.

<details><summary>A nudge</summary>

Two questions one after the other: which rows are wrong, and in which order should they stand?
</details>
<details><summary>The idea</summary>

Find the numbers of the wrong rows. Sort *them* by the confidence of their rows, largest first. Mind that sorting a part counts from 0 again: those places have to be turned back into row numbers.
</details>
<details><summary>Nearly the code</summary>

`np.flatnonzero(condition)` gives row numbers. With them, `order = np.argsort(-values)` sorts the largest first, and `wrong[order]` turns places back into rows.
</details>
"""


# %% answer="surest_mistakes"
def surest_mistakes(probabilities, labels):
    """Rows that are read wrongly, surest mistake first.

    probabilities: array (N, C), each row sums to 1.
    labels: whole numbers (N,).
    Returns row numbers, as an array or a list. The arrays
    that you are given stay as they are.

    >>> P = np.array([[0.6, 0.4], [0.1, 0.9], [0.3, 0.7]])
    >>> found = surest_mistakes(P, np.array([1, 0, 1]))
    >>> [int(row) for row in found]
    [1, 0]
    """
    ### BEGIN SOLUTION
    wrong = np.flatnonzero(probabilities.argmax(axis=1) != labels)
    confidence = probabilities[wrong].max(axis=1)
    return wrong[np.argsort(-confidence)]
    ### END SOLUTION


# %% check="surest_mistakes"
check("surest_mistakes", surest_mistakes)

# %% [markdown]
r"""
Look at them one by one. Over each image stands what somebody wrote, what the network answered, and how sure it was. Which of them would *you* have read rightly?

The first two lines of the output name the mistake that comes most often, and say how often. There are few mistakes here, so it may have come only once; then it says little yet.
"""

# %% tags=["raises-exception", "nbval-ignore-output"]
missed = np.array(surest_mistakes(shares, held_out[1]))
titles = []
for row in missed:
    label, ten = held_out[1][row], shares[row]
    title = f"{label} read as {ten.argmax()}\n{ten.max():.2f}"
    titles.append(title)
answers = shares.argmax(axis=1)
matrix = confusion_matrix(held_out[1], answers, 10)
true, predicted = most_confused(matrix)
print(f"Most often: {true} read as {predicted}.")
print("How many times:", matrix[true, predicted])
ten_images = held_out[0][missed[:10]]
drawn = pictures.gallery(ten_images, titles[:10], columns=5)
show(drawn, alt=pictures.MISSED)

# %% [markdown]
r"""
With the slider you walk through the mistakes and see what the network saw: the image, its 64 hidden neurons, and all ten shares. Often the right digit has the second largest share.
"""

# %% tags=["raises-exception", "nbval-ignore-output"]
missed = np.array(surest_mistakes(shares, held_out[1]))
shown, meant = held_out[0][missed], held_out[1][missed]
fires = ReLU().forward(hidden.forward(shown))
parts = shown, fires, shares[missed], meant
play(
    pictures.one_by_one(*parts),
    alt="Mistake {mistake}: image, neurons, ten shares.",
    mistake=(1, len(missed), 1, 1),
)

# %% [markdown]
r"""
## Find the bug

A colleague reports, for each digit, *what share of its images is read*. For the little matrix of section 4 the report says that all eights are read: $1.00$. But look at the row of the eights: of ten images that are an 8, five were taken for something else.

Read the code, run it, and decide which of these says what is wrong:

- **A** the diagonal is the wrong part of the matrix
- **B** the counts are whole numbers, and dividing them rounds
- **C** a share has to be divided by the number of all images
- **D** a column does not hold the images that *are* this digit

Answer with a letter, such as `"A"`.
"""


# %% given="network-bug"
def report(matrix):
    right = matrix.diagonal()
    return right / matrix.sum(axis=0)


small = np.array([[10, 0, 0], [1, 9, 0], [3, 2, 5]])
for digit, share in zip((1, 3, 8), report(small), strict=True):
    print(f"digit {digit}: {share:.2f} of its images are read")

# %% predict="predict_network_bug"
predict_network_bug = "D"

# %% check="predict_network_bug"
check("predict_network_bug", predict_network_bug)

# %% [markdown]
r"""
### Exercise: `repair_digit_shares`

Write the report again, repaired: for each class, the share of its own samples that is read. Each class has at least one sample. A class that is never answered gets 0, without a warning.

Both numbers have names. What share of the eights is read is the **recall** of the eights. What share of the *answers* 8 is right is the **precision**. The code above computes the second and calls it the first. A reader that answers 8 only when it is quite
sure has a high precision and a low recall.

<details><summary>A nudge</summary>

In the framed picture: which frame holds all images that are an 8?
</details>
<details><summary>The idea</summary>

The diagonal stays. Each entry is divided by the sum of its row.
</details>
<details><summary>Nearly the code</summary>

Summing *along* a row runs over the columns. Which axis is that, 0 or 1?
</details>
"""


# %% answer="repair_digit_shares"
def repair_digit_shares(matrix):
    """For each class, the share that is read rightly.

    matrix: array (C, C) of whole numbers, rows true; no row
    sums to 0. It stays as it is.
    Returns an array (C,) of numbers from 0 to 1.

    >>> repair_digit_shares(np.array([[3, 1], [2, 8]]))
    array([0.75, 0.8 ])
    """
    ### BEGIN SOLUTION
    return matrix.diagonal() / matrix.sum(axis=1)
    ### END SOLUTION


# %% check="repair_digit_shares"
check("repair_digit_shares", repair_digit_shares)

# %% [markdown]
r"""
## Play

**Boundaries that grow.** On the spiral of lesson 03 you can *see* what training does: each point of the plane gets the colour of the class that the network would answer there. The next cell trains a network with 2 inputs, 64 hidden neurons and 3 outputs, from your pieces, and keeps what the plane looked like on the way. Move the slider from 0 on: at first the borders are straight,
soon they bend all over, and at the end they follow the arms.
"""

# %%
X, y = spiral(100, 3, np.random.default_rng(0))
rng = np.random.default_rng(4)
layers = [Dense(2, 64, rng), ReLU(), Dense(64, 3, rng)]
plane = Network(layers, SoftmaxCrossEntropy())
optimizer, growth = Adam(lr=0.05), pictures.Growth(X, y)
growth.keep(0, plane.forward)
for epoch in range(1, 1501):
    plane.forward(X)
    plane.backward(y)
    optimizer.step(plane.parameters(), plane.gradients())
    if epoch % 50 == 0:
        growth.keep(epoch, plane.forward)

# %%
show(growth.stages([0, 50, 1500]), alt=pictures.STAGES)
play(
    growth.draw,
    alt="The plane and its borders, after {epoch} epochs.",
    epoch=(0, 1500, 50, 0),
)

# %% [markdown]
r"""
**Draw a digit.** Press the squares: once for ink, twice for half ink, three times for paper again. (Or use the Tab key and the space bar.) You can begin with an image from the held-out ones, spoil it square by square, and watch when the answer tips over. Then begin with
*empty* and draw your own. Does the network read you? It learned from scans that fill all eight rows, so draw large.

Also try what it answers to nothing at all, or to a chessboard. It has no way to say *this is no digit*: ten shares, and they always sum to one.

The picture above the board is a still one.
"""


# %%
def read(pixels):
    active = ReLU().forward(hidden.forward(pixels))
    return active, softmax(output.forward(active))


first = images[1200:1201]
active, ten = read(first)
drawn = pictures.answering(first[0], active[0], ten[0])
show(drawn, alt=pictures.ANSWERING)
examples = {}
for i in range(6):
    examples[f"held-out image {i}"] = images[1200 + i]
pictures.drawing_board(read, examples)

# %% [markdown]
r"""
## The same in PyTorch

Optional. In **PyTorch**, the library that most researchers use, the network of this lesson is a dozen lines. You know what each of them does, because you have written all of it: `nn.Linear` is your `Dense`, `zero_grad` is needed because PyTorch *adds* slopes up where your `backward` overwrites, and
`.backward()`, called on the number that `loss(...)` gives, goes through a graph as in lesson 06.

Where PyTorch is not installed, the cell says so and nothing is missing.
"""

# %% tags=["nbval-ignore-output"]
try:
    import torch
    from torch import nn
except ImportError:
    torch = None
    print("PyTorch is not here, and nothing needs it.")

# %% tags=["nbval-ignore-output"]
if torch is not None:
    torch.manual_seed(0)
    a, b = nn.Linear(64, 64), nn.Linear(64, 10)
    twin = nn.Sequential(a, nn.ReLU(), b)
    adam = torch.optim.Adam(twin.parameters(), lr=0.005)
    loss, rng = nn.CrossEntropyLoss(), np.random.default_rng(0)
    for _ in range(20):
        for X, y in minibatches(*train, 64, rng):
            adam.zero_grad()
            scores = twin(torch.tensor(X, dtype=torch.float32))
            loss(scores, torch.tensor(y)).backward()
            adam.step()
    asked = torch.tensor(held_out[0], dtype=torch.float32)
    right = twin(asked).argmax(dim=1).numpy() == held_out[1]
    print("PyTorch reads over 0.93 of them:", right.mean() > 0.93)

# %% [markdown] task="network-words" points=3
r"""
## In your own words

A friend has trained a network on 1437 images of digits and says: *it reads 100 per cent of them, so it can sort the letters at the post office.* What would you ask, what would you want to see, and why might the network do worse on real letters, even if it does well on images
that it has not seen?

### BEGIN MARK SCHEME
One point each:

1. The 100 per cent were measured on the images that it learned from: ask for the share on images held out, never used for training or choosing.
2. One number is not enough: asks for a confusion matrix, for recall by digit, for the mistakes and the confidence in them, or for a baseline to compare with (any one, with what it would show).
3. Real letters differ from the data: other people's hands, shifts, sizes, noise, things that are no digits; a split by person, or images from the post office, would show it.
### END MARK SCHEME
"""

# %% [markdown] words="network-words"
r"""
It has learned those images by heart, so the 100 per cent say nothing about new ones: I would ask for the share on images that were held out from training and from all choices. Then I would look at the confusion matrix, because the mean can hide that one digit is hardly ever
read, and at the mistakes of which it is sure. The held-out images come from the same few people and the same scanner. On letters there are other hands, shifted and slanted digits, stains and things that are no digits at all. I would test it on images from there.
"""

# %% [markdown]
r"""
## What you built

| piece | takes | gives |
|---|---|---|
| `baseline`, `digits` | images $(N, 64)$, labels $(N,)$, new images $(M, 64)$ | labels $(M,)$ |
| `confusion_matrix` | true $(N,)$, predicted $(N,)$, the number of classes | whole numbers $(C, C)$ |
| `most_confused` | a matrix $(C, C)$ | (true, predicted) |
| `surest_mistakes` | probabilities $(N, C)$, labels $(N,)$ | row numbers |
| `repair_digit_shares` | a matrix $(C, C)$ | the recall of each class, $(C,)$ |

**Common mistakes**

- Judging on images that were learned from; no baseline; one accuracy for everything.
- Rows and columns of the matrix exchanged; recall taken for precision.
- `matrix[true, predicted] += 1`, which counts a pair once that comes twice.
- Places in a part taken for rows of the whole.
- Another scale of pixels in use than in training.

**Words for the glossary**

| word | meaning |
|---|---|
| baseline | a plain method, to compare with |
| held out | not used for learning |
| confusion matrix | what was taken for what |
| recall | of all images of a class, the share that is read as it |
| precision | of all answers that name a class, the share that is right |
| confidence | the softmax share of the answer that is given |
| augmentation | training on changed copies whose labels are still known |

**What the big libraries call it**

| here | elsewhere |
|---|---|
| the images | scikit-learn: `load_digits` holds these very images |
| `baseline` | scikit-learn: `LogisticRegression` |
| the network | scikit-learn: `MLPClassifier`. PyTorch: the cell above. Keras: `Sequential`, `Dense`, and `fit` with `EarlyStopping` |
| `confusion_matrix` | scikit-learn: `confusion_matrix`, with true rows as well; `classification_report` prints precision and recall |

**Where to go next**

- *Convolution*. Shift every image by one pixel, and this network reads no more than about half of them, because each pixel has weights of its own. Weights that are shared between places help against that.
- *MNIST*: 70,000 digits of 28 by 28 pixels. With `Dense(784, 64, rng)` in front your code runs on them as it is.
- *Automatic slopes*. A. Karpathy's `micrograd` does lesson 06 for any graph in a hundred lines.
- *Attention*: nothing but `Dense`, softmax and dot products, arranged anew.
- And a good book: M. Nielsen, *Neural Networks and Deep Learning*, free on the web.

**Sources**

- E. Alpaydin and C. Kaynak (1998), *Optical Recognition of Handwritten Digits*, UCI Machine Learning Repository, doi.org/10.24432/C50P49, licence CC BY 4.0: the 1797 images of its test part.
- E. Alpaydin and C. Kaynak (1998), *Cascading classifiers*, Kybernetika 34(4), 369-374.
- M. Sokolova and G. Lapalme (2009), *A systematic analysis of performance measures for classification tasks*, Information Processing and Management 45(4), 427-437.
- I. Goodfellow, Y. Bengio and A. Courville (2016), *Deep Learning*, MIT Press, sections 7.4 and 7.5 on augmentation and noise.

And over twelve lessons you have built neurons, layers, batches, activations, losses, slopes, backpropagation, optimizers, and a network that reads. There is no magic left in it.
"""

# %%
progress()
