# %% [markdown]
r"""
# 05 Loss

A network that is not trained answers with nonsense. To make it better, you first need one number that says how bad it is.

**You will be able to**

- turn a network's probabilities and the true classes into one number, the *loss*, and say what that number means;
- write cross-entropy from its idea, for labels in both usual forms, and keep it finite with a clip;
- say what the clip cannot do, and write the form from raw scores that needs none;
- tell from the very first loss whether a classifier starts out sanely.

**You need** lessons 01 to 04: `Dense`, `relu`, `softmax`, and arrays with one row a sample.

**Time** about 85 minutes; the extra exercises at the end take 20 more.

![Three bar charts, one for each of three samples, with the probabilities of three classes. The bar of the true class is filled: 0.7, 0.5 and 0.9. Under the charts stand the surprises 0.357, 0.693 and 0.105; beside them their mean, 0.385, is the loss.](../../../img/loss-three-samples.png)

The filled bars are the probabilities that a network gave to the true classes. By the end you can compute every number in this picture.
"""

# %%
import numpy as np

from neuronlab import check, mine, play, progress, show
from neuronlab.datasets import spiral
from neuronlab.plots import loss as pictures

# %% [markdown]
r"""
## Remember

Three questions on earlier lessons, without looking back.

1. Softmax gets four equal scores, $(5, 5, 5, 5)$. What is each share? Give two decimals.
2. `Dense(2, 6, rng)` is given a batch `X` of shape `(7, 2)`. What shape comes out? Write it as `(rows, columns)`.
3. A network has 2 inputs, a layer of 3 neurons and an output layer of 3 neurons. How many parameters does it have?
"""

# %% predict="remember_shares"
remember_shares = 0.25

# %% check="remember_shares"
check("remember_shares", remember_shares)

# %% predict="remember_shape"
remember_shape = (7, 6)

# %% check="remember_shape"
check("remember_shape", remember_shape)

# %% predict="remember_parameters"
remember_parameters = 21

# %% check="remember_parameters"
check("remember_parameters", remember_parameters)

# %% [markdown]
r"""
## What you bring along

These are the pieces of earlier lessons that this one stands on. Where you have written your own, yours is used.
"""


# %% given="loss-dense"
class Dense:
    def __init__(self, n_inputs, n_neurons, rng):
        normal = rng.standard_normal((n_inputs, n_neurons))
        self.weights = 0.01 * normal
        self.biases = np.zeros((1, n_neurons))

    def forward(self, inputs):
        return inputs @ self.weights + self.biases


Dense = mine("Dense", otherwise=Dense)


# %% given="loss-activations"
def relu(x):
    return np.maximum(0.0, x)


def softmax(scores):
    top = scores.max(axis=1, keepdims=True)
    powers = np.exp(scores - top)
    return powers / powers.sum(axis=1, keepdims=True)


relu = mine("relu", otherwise=relu)
softmax = mine("softmax", otherwise=softmax)

# %% [markdown]
r"""
## 1. Surprise

Look at the picture at the top again. The network gave the true classes the probabilities $0.7$, $0.5$ and $0.9$. How good is that, taken together?

Softmax gave *shares of confidence*. Read as what the network expects to happen, they are called **probabilities**; the course uses both words.

A fair judge asks: *how probable is all of this together, if the network is right?* Where one thing does not depend on the other, probabilities multiply, as with two coins: $0.5 \cdot 0.5 = 0.25$. Here that gives
$0.7 \cdot 0.5 \cdot 0.9 = 0.315$. This product is called the **likelihood** of the network, given these labels. A better network has a larger one.

There is a practical trouble. A product of many numbers below 1 becomes too small for a computer.

The **natural logarithm** helps, $\ln$, in code `np.log`. It answers the question: to which power must $e = 2.718...$ be raised to get this? It turns a product into a sum,
$\ln(a \cdot b) = \ln a + \ln b$, and a sum of 2000 ordinary numbers is an ordinary number. The next cell takes 2000 samples, each with the probability $0.5$.
"""

# %%
half = np.full(2000, 0.5)
print("product:          ", np.prod(half))
print("sum of logarithms:", np.log(half).sum().round(3))

# %% [markdown]
r"""
The product is rounded to 0, and all is lost. The sum keeps everything. Two small changes make it a loss. A minus, because a loss should be *small* when all is well.
And a mean instead of a sum, so that large and small batches can be compared. For one sample:

$$ \ell = -\ln p_t $$

| symbol | in code | shape | what it is |
|---|---|---|---|
| $\mathbf{p}$ | `probabilities` | $(C,)$ | one probability a class; they sum to 1 |
| $t$ | `label` | number | the true class, a whole number from 0 |
| $p_t$ | `probabilities[label]` | number | what the network gave to the true class |
| $\ell$ | the answer | number | the **surprise**, or the loss of this sample |

![A falling curve of the surprise against the probability of the true class. It is 4.605 at 0.01, 2.303 at 0.1, 1.386 at 0.25, 0.693 at 0.5, and 0 at 1.](../../../img/loss-surprise.png)

Nothing surprises a network that was sure and right: $-\ln 1 = 0$. The less it had expected what happened, the larger the surprise, without any limit.

**On paper.** Four classes, probabilities $(0.139, 0.499, 0.288, 0.074)$, true class 1. The loss is $-\ln 0.499 = 0.695$. The other three probabilities do not enter.

**Predict.** The probability of the true class falls from one value to half of it, from $0.5$ to $0.25$, say, or from $0.02$ to $0.01$. By how much does the surprise grow?
It is the same each time. Give three decimals.
"""

# %% predict="predict_half"
predict_half = 0.693

# %% check="predict_half"
check("predict_half", predict_half)

# %% [markdown]
r"""
### A probability of 0

What if the network gives the true class a probability of exactly 0? That happens: softmax rounds a hopeless class to 0. The logarithm of 0 is minus infinity,
and one such sample makes the mean of the whole batch infinite.

The usual remedy is a **clip**: before the logarithm, every probability below $10^{-7}$ (that is 0.0000001, in code `1e-7`) becomes $10^{-7}$, and every one above $1 - 10^{-7}$ becomes $1 - 10^{-7}$.

$$ \ell = -\ln\big(\mathrm{clip}(p_t,\ 10^{-7},\ 1 - 10^{-7})\big) $$

Here $\mathrm{clip}(p, a, b)$ is $a$ where $p < a$, is $b$ where $p > b$, and $p$ otherwise.

Why the upper side, too? Your softmax never gives more than 1, but probabilities that come from elsewhere can be rounded to slightly *above* 1, and their loss would be negative. And a loss for yes or no (an extra exercise below) takes the logarithm of $1 - p$ as well, where a $p$ of
exactly 1 is the trouble. With the clip a perfect answer costs $0.0000001$: next to nothing, and never less.

**Predict.** With this clip, what is the largest loss that one sample can have? Use Python as a calculator, in a cell of your own. Give three decimals.
"""

# %% predict="predict_ceiling"
predict_ceiling = 16.118

# %% check="predict_ceiling"
check("predict_ceiling", predict_ceiling)

# %% [markdown]
r"""
### Exercise: `cross_entropy_one`

The loss of one sample, clipped on both sides. (Step 2 says where the name *cross-entropy* comes from.)

<details><summary>A nudge</summary>

Only one of the probabilities matters. Which one, and what must happen to it before the logarithm?
</details>
<details><summary>The idea</summary>

Three things in a row: take the entry at the label, keep it between $10^{-7}$ and $1 - 10^{-7}$, take minus the natural logarithm.
</details>
<details><summary>Nearly the code</summary>

`np.clip(value, low, high)` keeps a value between two others and makes a new value of it. The logarithm is `np.log`. The order is what matters: the clip is inside, the minus outside.
</details>
"""


# %% answer="cross_entropy_one"
def cross_entropy_one(probabilities, label):
    """The surprise at the true class of one sample.

    probabilities: array (C,) of numbers from 0 to 1.
    label: a whole number, the true class.
    Returns a number.
    Probabilities are clipped to [1e-7, 1 - 1e-7].
    Quiet (no NumPy warning), also at 0.
    The array that you are given stays as it is.

    >>> p = np.array([0.7, 0.1, 0.2])
    >>> round(float(cross_entropy_one(p, 2)), 3)
    1.609
    """
    ### BEGIN SOLUTION
    clipped = np.clip(probabilities[label], 1e-7, 1 - 1e-7)
    return -np.log(clipped)
    ### END SOLUTION


# %% check="cross_entropy_one"
check("cross_entropy_one", cross_entropy_one)

# %% [markdown]
r"""
### What the clip can do, and what it cannot

You will meet the same clip with $10^{-15}$ in other people's code. It works in float64, NumPy's usual number. Networks are often run in **float32**, which is half as long and
has about seven decimal digits. Below 1, its next number is $0.99999994$. So where does $1 - 10^{-15}$ go?

![A number line near 1 with a bar at each number that float32 has, the last three 0.99999988, 0.99999994 and 1. The value 1 - 1e-7 lies between two bars and is rounded to 0.99999988. The value 1 - 1e-15 lies on top of 1 and is rounded to 1.](../../../img/loss-float32.png)

It is rounded to 1, and an upper clip at 1 does nothing.

And there is something that no clip can do: bring back what was lost before it. The scores $(0, 20)$ and $(0, 1000)$ are far apart, but the first share of
both is clipped to the same $10^{-7}$. If class 0 is true, a network that is badly wrong and one that is hopelessly wrong pay the same. Step 3 mends that. The next cell shows both.
"""

# %%
sure = np.array([1.0], dtype=np.float32)
for eps in (1e-7, 1e-15):
    clipped = np.clip(sure, eps, 1 - eps)
    value, still = f"{clipped[0]:.8f}", clipped[0] == 1
    print(f"clip at 1 - {eps}: {value}, still 1? {still}")

far = softmax(np.array([[0.0, 20.0], [0.0, 1000.0]]))[:, 0]
print("first shares:    ", far)
print("after the clip:  ", np.clip(far, 1e-7, 1 - 1e-7))

# %% [markdown]
r"""
## 2. A whole batch

Labels come in two forms. **Sparse** labels name the class: $\mathbf{y} = (2, 0, 0)$. **One-hot** labels have a row for each sample, with a 1 at the class and zeros elsewhere:

$$ \mathbf{y} = (2, 0, 0) \quad\longrightarrow\quad \mathbf{Y} = \begin{pmatrix} 0 & 0 & 1 \\ 1 & 0 & 0 \\ 1 & 0 & 0 \end{pmatrix} $$

| symbol | in code | shape | what it is |
|---|---|---|---|
| $\mathbf{y}$ | `labels` | $(N,)$ | sparse: the class of each sample, a whole number |
| $\mathbf{Y}$, entries $y_{ik}$ | `labels` | $(N, C)$ | one-hot: one row a sample, one column a class |
| $\mathbf{P}$, entries $p_{ik}$ | `probabilities` | $(N, C)$ | the network's: one row a sample |
| $N$ | `len(labels)` | number | how many samples |
| $C$ | `n_classes` | number | how many classes |

A one-hot row reads like a row of probabilities from someone who knows: all confidence in the true class. That is where the name comes from: **cross-entropy** compares two rows of
probabilities, the true ones and the network's,

$$ \ell_i = -\sum_{k=0}^{C-1} y_{ik} \, \ln p_{ik} $$

for sample $i$. (Classes are counted from 0 here, as the labels count them. *Entropy* is Shannon's word for the mean surprise of someone who knows the true probabilities. *Cross*, because here the surprise is the network's and the weights are those of the truth.) With a one-hot row all terms but one are multiplied by 0. What remains is $-\ln$ of the probability of the true class: the surprise.

### Exercise: `one_hot`

One line is missing: the array that is filled afterwards. The line below it is worth a look: with *two* lists of indices NumPy reads them in pairs, row 0 with the first label, row 1 with the second, and so on.

<details><summary>A nudge</summary>

How many rows, how many columns, and what stands in them before the ones are put in?
</details>
<details><summary>The idea</summary>

An array of zeros. A class that no sample has still needs its column, so the largest label cannot tell you how many there are.
</details>
<details><summary>Nearly the code</summary>

`np.zeros` takes a shape, a pair (rows, columns), and makes floating-point zeros.
</details>
"""


# %% answer="one_hot"
def one_hot(labels, n_classes):
    """Sparse labels as one-hot rows.

    labels: array (N,), whole numbers 0 to n_classes - 1.
    n_classes: a whole number.
    Returns a floating-point array (N, n_classes).

    >>> one_hot(np.array([2, 0]), 3)
    array([[0., 0., 1.],
           [1., 0., 0.]])
    """
    ### BEGIN SOLUTION
    rows = np.zeros((len(labels), n_classes))
    ### END SOLUTION
    rows[np.arange(len(labels)), labels] = 1.0
    return rows


# %% check="one_hot"
check("one_hot", one_hot)

# %% [markdown]
r"""
### One entry a row

From a batch of probabilities `P`, how do you get at the true class's probability in each row? With pairs of indices, as in `one_hot`.

![A table P with four rows and three columns, twice. On the left, with pairs of row numbers and labels, one entry is marked in each row: 0.7, 0.5, 0.9 and 0.4. On the right, with a colon for the rows, whole columns are marked.](../../../img/loss-pick.png)

On the left, row numbers $0, 1, 2, 3$ and labels $0, 1, 1, 2$ are read in pairs: four entries. On the right, the colon means *all rows*: for each label a whole column.
No error tells you. The mean of that table is a number, too, but not your loss.

**Predict.** `P` has the shape `(4, 3)` and `y` the shape `(4,)`. What is the shape of `P[:, y]`?
"""

# %% predict="predict_columns"
predict_columns = (4, 4)

# %% check="predict_columns"
check("predict_columns", predict_columns)

# %% [markdown]
r"""
### Exercise: `cross_entropy`

The loss of a batch: the mean of its surprises.

$$ L = \frac{1}{N} \sum_{i=1}^{N} \ell_i $$

**On paper.** In the three samples of the first picture, where $\mathbf{y} = (0, 1, 1)$, the surprises are $0.357$, $0.693$, $0.105$, their sum is $1.155$, and $L = 0.385$.

Take labels in either form: `labels.ndim` is 1 for sparse labels and 2 for one-hot ones. The answer may differ from ours by at most $10^{-9}$.

<details><summary>A nudge</summary>

Once you have the probability of each sample's true class, shape $(N,)$, the rest is `cross_entropy_one` for many at once. There are two ways to get there, one for each form of label.
</details>
<details><summary>The idea</summary>

Sparse: pick in pairs. One-hot: multiply the rows with the labels and sum along each row; or turn them into sparse labels first, by asking where the 1 stands in each row. Then clip, logarithm, minus, mean.
</details>
<details><summary>Nearly the code</summary>

`labels.argmax(axis=1)` gives the place of the largest entry of each row. After that both forms are one, and a pair of index arrays (all row numbers, the labels) picks $N$ entries. The clip comes before the logarithm.
</details>
"""


# %% answer="cross_entropy"
def cross_entropy(probabilities, labels):
    """The mean surprise at the true classes of a batch.

    probabilities: array (N, C), each row sums to 1.
    labels: whole numbers (N,), or one-hot (N, C).
    Returns a number.
    Probabilities are clipped to [1e-7, 1 - 1e-7].
    Quiet (no NumPy warning), also at 0.
    The arrays that you are given stay as they are.

    >>> P = np.array([[0.7, 0.1, 0.2], [0.1, 0.5, 0.4]])
    >>> round(float(cross_entropy(P, np.array([0, 1]))), 3)
    0.525
    """
    ### BEGIN SOLUTION
    if labels.ndim == 2:
        labels = labels.argmax(axis=1)
    picked = probabilities[np.arange(len(labels)), labels]
    return -np.log(np.clip(picked, 1e-7, 1 - 1e-7)).mean()
    ### END SOLUTION


# %% check="cross_entropy"
check("cross_entropy", cross_entropy)

# %% [markdown]
r"""
### The first loss

What should the loss be *before* any training? Weights start small, so all scores are near 0, and softmax turns equal scores into equal shares. With $C$ classes each share is about $1 / C$:

$$ L_{\text{first}} \approx -\ln \frac{1}{C} = \ln C $$

This is one of the cheapest tests in machine learning. If the first loss is far from $\ln C$, something is wrong before training has begun: weights or inputs that are far too large, a sum where a mean is meant, a
forgotten softmax.

After the prediction, a cell builds an untrained network for the spiral data of lesson 03, with three classes, from your own pieces. Compare its first loss with $\ln 3 = 1.0986$. Then the cell makes
a mistake on purpose, weights that lack the factor $0.01$, and the first loss gives it away.

**Predict.** A network for handwritten digits has ten classes. What should its first loss be? Give three decimals.
"""

# %% predict="predict_first_loss"
predict_first_loss = 2.303

# %% check="predict_first_loss"
check("predict_first_loss", predict_first_loss)

# %% tags=["raises-exception"]
X, y = spiral(100, 3, np.random.default_rng(0))
rng = np.random.default_rng(3)
hidden, output = Dense(2, 3, rng), Dense(3, 3, rng)


def first_loss():
    scores = output.forward(relu(hidden.forward(X)))
    return cross_entropy(softmax(scores), y)


print(f"ln 3:             {np.log(3):.4f}")
print(f"first loss:       {first_loss():.4f}")
hidden.weights = 100 * hidden.weights
output.weights = 100 * output.weights
print(f"0.01 forgotten:   {first_loss():.4f}")

# %% [markdown]
r"""
## 3. From raw scores

Softmax takes an exponential; the loss takes a logarithm. The two undo each other, so why go there and back? Put the formula of softmax into the loss of one sample and use $\ln(a / b) = \ln a - \ln b$:

$$ \ell = -\ln \frac{e^{s_t}}{\sum_k e^{s_k}} = \ln\Big(\sum_{k} e^{s_k}\Big) - s_t $$

| symbol | in code | shape | what it is |
|---|---|---|---|
| $\mathbf{s}$ | `scores` (one row) | $(C,)$ | any numbers: what the last layer puts out |
| $s_t$ | `scores[label]` | number | the score of the true class |
| $\ln \sum_k e^{s_k}$ | `top + total` | number | the **log-sum-exp**: the largest score, or up to $\ln C$ more |

So the loss is *how far the true class stays below the log-sum-exp of all*. No probability is formed, none is rounded to 0, and no clip is needed.
One danger is left: $e^{1000}$ is too large for a float. You know the remedy from softmax. Take the largest score $m$ away from all scores; the loss does not change: $\ln \sum_k e^{s_k}$ and $s_t$ both become smaller by $m$, and their difference stays the same.

**On paper.** Scores $(1, 2, 3)$, true class 1: $m = 3$, the shifted scores are $(-2, -1, 0)$, their exponentials $0.135$, $0.368$, $1$, the sum $1.503$, its logarithm $0.408$.
The loss is $0.408 - (-1) = 1.408$, as $-\ln 0.2447$ would give: the share 0.245 of lesson 04, with one digit more.

**Predict.** The scores are $(1000, 0)$ and class 1 is true. What is the loss? Give a whole number.
"""

# %% predict="predict_far_off"
predict_far_off = 1000

# %% check="predict_far_off"
check("predict_far_off", predict_far_off)

# %% [markdown]
r"""
### Lines in order

Here are the four lines that do it for *one* sample, with `scores` of shape $(C,)$ and a `label`:

```
A   total = np.log(np.sum(np.exp(shifted)))
B   loss = total - shifted[label]
C   top = np.max(scores)
D   shifted = scores - top
```

**Predict.** In which order do they work? Write the four letters in quotes with spaces between, such as `"A B C D"`.
"""

# %% predict="predict_lines"
predict_lines = "C D A B"

# %% check="predict_lines"
check("predict_lines", predict_lines)

# %% [markdown]
r"""
### Exercise: `cross_entropy_from_scores`

Now for a batch, with labels in either form: the mean of the samples' losses, without a clip, and without a warning at scores of $\pm 1000$.

<details><summary>A nudge</summary>

Every row needs a maximum, a sum and a picked entry of its own. Which axis runs over the classes?
</details>
<details><summary>The idea</summary>

Shift each row by its own maximum. The logarithm of the row's sum of exponentials, shape $(N,)$, less the true class's *shifted* score, shape $(N,)$, gives the losses. Labels are handled as in `cross_entropy`.
</details>
<details><summary>Nearly the code</summary>

`scores.max(axis=1, keepdims=True)` is a column, $(N, 1)$, and spreads over the rows when it is subtracted. After `np.exp`, a sum with `axis=1` gives $(N,)$. Pick with pairs of row numbers and labels, from the shifted scores.
</details>
"""


# %% answer="cross_entropy_from_scores"
def cross_entropy_from_scores(scores, labels):
    """The mean cross-entropy of a batch, from its scores.

    scores: array (N, C), any size of numbers.
    labels: whole numbers (N,), or one-hot (N, C).
    Returns a number, not clipped. It is finite and quiet
    (no NumPy warning), also at scores of 1000 and -1000.
    The arrays that you are given stay as they are.

    >>> scores = np.array([[1.0, 2.0, 3.0]])
    >>> labels = np.array([1])
    >>> loss = cross_entropy_from_scores(scores, labels)
    >>> round(float(loss), 3)
    1.408
    """
    ### BEGIN SOLUTION
    if labels.ndim == 2:
        labels = labels.argmax(axis=1)
    shifted = scores - scores.max(axis=1, keepdims=True)
    totals = np.log(np.exp(shifted).sum(axis=1))
    return (totals - shifted[np.arange(len(labels)), labels]).mean()
    ### END SOLUTION


# %% check="cross_entropy_from_scores"
check("cross_entropy_from_scores", cross_entropy_from_scores)

# %% [markdown]
r"""
Where do the two roads part? The next picture draws both, with your own functions, for two classes. Along the axis runs the *lead* of the true class: its score less that of the other class. Between leads of $-16$ and $16$ they are one line. Beyond, the clip makes the loss flat, at $16.118$ on one side
and at $0.0000001$ on the other, and a flat loss tells training nothing: there is no direction in which it gets better. From raw scores the loss goes on.

This is why PyTorch's `CrossEntropyLoss` takes scores, and why Keras has the switch `from_logits=True`. Mind what a loss wants: give PyTorch's shares that have been through a softmax, and it applies a second one, without a word.
"""

# %% tags=["raises-exception"]
show(
    pictures.gap(softmax, cross_entropy, cross_entropy_from_scores),
    alt="Two panels with the loss of a sample against the lead of its true class. Above, where the network "
    "is wrong, the loss from raw scores rises in a straight line to 40 while the clipped one stays "
    "at 16.118. Below, where it is right, the loss from raw scores falls to 1e-13 while the clipped "
    "one stays at 1e-7.",
)

# %% [markdown]
r"""
## 4. Counting, and other losses

People want to know how many answers are right. That is the **accuracy**: the share of samples whose largest probability stands at the true class.

$$ \text{accuracy} = \frac{\text{number of samples with } \arg\max_k p_{ik} = y_i}{N} $$

Here $\arg\max_k$ is the *place* of the largest entry of a row, in code `argmax`.

**On paper.** If three samples have their largest probabilities at the classes $0$, $0$, $1$ and the labels are $0$, $1$, $1$, two of three agree, and the accuracy is $0.667$.

Accuracy is for people, the loss is for training. Accuracy does not care whether the winner has $0.34$ or $0.99$; it stays the same while a weight moves a little, and then it jumps. The loss responds to every small change.
So two networks can have the same accuracy and very different losses.

### Exercise: `accuracy`

Write it for a batch, with labels in either form.

<details><summary>A nudge</summary>

For each row, which class wins? How do you compare all winners with all labels at once?
</details>
<details><summary>The idea</summary>

The winners have the shape $(N,)$, sparse labels too. Comparing them gives $N$ times True or False, and their mean is the share of True. One-hot labels become sparse ones as before.
</details>
<details><summary>Nearly the code</summary>

`argmax` along axis 1, for the probabilities and, where `labels.ndim` is 2, for the labels; then `==`; then a mean.
</details>
"""


# %% answer="accuracy"
def accuracy(probabilities, labels):
    """How often the most probable class is the true one.

    probabilities: array (N, C).
    labels: whole numbers (N,), or one-hot (N, C).
    Returns a number from 0 to 1.

    >>> P = np.array([[0.4, 0.3, 0.3], [0.1, 0.2, 0.7]])
    >>> float(accuracy(P, np.array([0, 1])))
    0.5
    """
    ### BEGIN SOLUTION
    if labels.ndim == 2:
        labels = labels.argmax(axis=1)
    return np.mean(probabilities.argmax(axis=1) == labels)
    ### END SOLUTION


# %% check="accuracy"
check("accuracy", accuracy)

# %% [markdown]
r"""
### Squared error, and why not here

When the target is a *number*, a price or a temperature, the usual loss is the **mean squared error**: the mean of $(\text{predicted} - \text{target})^2$. Why not for classes as well, with one-hot rows as targets?

![Cross-entropy and squared error of one sample against the lead of its true class. Far to the left, where the network is sure and wrong, cross-entropy is a steep straight line, and squared error is nearly flat at 1.](../../../img/loss-for-classes.png)

The picture shows one sample of two classes. Far to the left the network is sure and wrong. Cross-entropy is steep there: one step of the lead, from $-8$ to $-7$, takes $0.999$ off the loss. Squared error has gone flat: the same step takes off
$0.001$. A network that is badly wrong gets almost no push to mend it. Lesson 06 turns this push into a number, the slope.
"""

# %% [markdown]
r"""
## Find the bug

This loss gives $0.385$ on the three samples, as it should. But a network that is trained with it keeps its worst mistakes for ever. And for equal scores of three classes it gives $1.0000$, where $\ln 3 = 1.0986$ was to be expected.

**Predict.** Read the code, run it, and decide which of these describes what is wrong:

- **A** a row is read at the wrong label
- **B** the mean is taken over too many numbers
- **C** no sample can count for more than 1, however wrong it is
- **D** the minus is missing

Answer with a letter, such as `"A"`.
"""


# %% given="loss-bug"
def buggy_loss(scores, labels):
    total, rows = 0.0, softmax(scores)
    for shares, label in zip(rows, labels, strict=True):
        surprise = -np.log(shares[label])
        total += np.clip(surprise, 1e-7, 1 - 1e-7)
    return total / len(labels)


P = [[0.7, 0.1, 0.2], [0.1, 0.5, 0.4], [0.02, 0.9, 0.08]]
of_three = buggy_loss(np.log(P), [0, 1, 1])
print(f"three samples: {of_three:.4f}")
of_equal = buggy_loss(np.zeros((4, 3)), [0, 1, 2, 0])
print(f"equal scores:  {of_equal:.4f}")

# %% predict="predict_loss_bug"
predict_loss_bug = "C"

# %% check="predict_loss_bug"
check("predict_loss_bug", predict_loss_bug)

# %% [markdown]
r"""
### Exercise: `repair_clip`

Write it again, repaired: softmax of the scores, the clip where it belongs, the mean of the surprises. Sparse labels are enough. The clip stays, so the largest loss of a sample is $16.118$.
You may call your own `softmax` and `cross_entropy`, or keep the loop.

(Why did the three samples not show it? Their probabilities are all above $0.37$, and a surprise is above 1 only below that: $-\ln 0.37 = 0.994$. A test needs a case that *can* fail.)

<details><summary>A nudge</summary>

What is it that should lie between $10^{-7}$ and $1 - 10^{-7}$: a probability or a surprise?
</details>
<details><summary>The idea</summary>

The clip moves one step earlier, from the surprise to the share that goes into the logarithm.
</details>
<details><summary>Nearly the code</summary>

In the loop, clip `shares[label]` and take the logarithm of the result. Or see the whole as two functions that you have already, one after the other.
</details>
"""


# %% answer="repair_clip"
def repair_clip(scores, labels):
    """The mean clipped surprise of a batch of scores.

    scores: array (N, C), any size of numbers.
    labels: whole numbers (N,).
    Returns a number.
    Shares are clipped to [1e-7, 1 - 1e-7].
    Quiet (no NumPy warning), also at scores of 1000.

    >>> scores = np.array([[0.0, 3.0]])
    >>> labels = np.array([0])
    >>> round(float(repair_clip(scores, labels)), 3)
    3.049
    """
    ### BEGIN SOLUTION
    return cross_entropy(softmax(scores), labels)
    ### END SOLUTION


# %% check="repair_clip"
check("repair_clip", repair_clip)

# %% [markdown]
r"""
## Play

**Confidence.** Two classes. Move the probability that the network gives to class 0, and read off what it pays if class 0 is true, and what it pays if class 1 is true. Find the point where it pays the same for both. What does it pay for $0.99$ when it is wrong?

The first picture stands still; the one under the slider moves, and needs a running notebook.
"""

# %% tags=["raises-exception"]
show(
    pictures.confidence(cross_entropy_one, probability=0.8),
    alt="Loss against the probability given to class 0. If class 0 is true the curve falls to 0, if class 1 is "
    "true its mirror image rises. At 0.8 the losses are 0.223 and 1.609.",
)
play(
    lambda probability: pictures.confidence(cross_entropy_one, probability),
    alt="Loss against the probability given to class 0, a curve for each true class, with both losses "
    "marked at {probability}.",
    probability=(0.005, 0.995, 0.005, 0.8),
)

# %% [markdown]
r"""
**A landscape.** One neuron is to tell from the hours that someone practised whether they pass a test. It has a weight and a bias; its answer goes through the sigmoid of lesson 04, and that is the probability of passing.

Each pair of a weight and a bias is a point of the map, and the loss is the height there: bright is low, and along a white line the loss is the same. Below the map are ten people (invented numbers; a circle passed, a square did not) and the neuron's curve.

Walk downhill with the two sliders, and watch what the curve does. How low can you get? Below $0.43$ is good. The lessons that follow teach the computer this walk: lesson 06 finds the direction that leads down, lesson 08 takes the steps.
"""

# %% tags=["raises-exception"]
landscape = pictures.surface(cross_entropy_from_scores)
show(
    landscape(weight=0.5, bias=1.0),
    alt="Above: a map of the loss over weight and bias, a long narrow valley that runs from weight 0 and bias 0 to "
    "weight 4 and bias -10, with a dot on its slope where the loss is 1.029. Below: ten people as points, and a "
    "curve that gives all of them a high probability of passing.",
)
play(
    landscape,
    alt="The loss map and the neuron's curve at weight {weight} and bias {bias}.",
    weight=(-2, 6, 0.125, 0.5),
    bias=(-12, 6, 0.25, 1.0),
)

# %% [markdown] task="loss-words" points=3
r"""
## In your own words

Two networks sort the same 1000 pictures into two classes. Both have an accuracy of 0.90. The cross-entropy of the first is 0.30, that of the second 1.20. What does this tell you about them? Which one would you rather use, and why? And why do we train
on the loss and not on the accuracy?

### BEGIN MARK SCHEME
One point each:

1. Both are right equally often; the second gives the true classes of its wrong answers much smaller probabilities: it is sure where it is wrong (overconfident). (It must be so: with two classes a right answer costs at most $\ln 2 = 0.693$, so 900 of them explain at most 0.624 of the mean 1.20, and the 100 wrong ones cost at least 5.76 each on average. An answer that argues so earns the point in full.)
2. A choice with a reason: the first, because its probabilities can be trusted more, or because its mistakes come with doubt that a person can act on. (The second may be accepted if the answer says that only the winner is used.)
3. Accuracy changes in jumps and stays the same under small changes of a weight, so it shows no direction; the loss responds to every small change.
### END MARK SCHEME
"""

# %% [markdown] words="loss-words"
r"""
Both get 100 pictures wrong. The second must have given the true classes of those very small probabilities: it is sure of its mistakes, the first one doubts. I would use the first, because a doubtful answer can be looked at by a person. Accuracy does not change when
a weight is moved a little, or it jumps, so it does not say which way to go. The loss changes with every small step.
"""

# %% [markdown]
r"""
## What you built

| piece | takes | gives |
|---|---|---|
| `cross_entropy_one` | probabilities $(C,)$, a label | the surprise, a number |
| `one_hot` | labels $(N,)$, the number of classes | rows $(N, C)$ with a 1 each |
| `cross_entropy` | probabilities $(N, C)$, labels $(N,)$ or $(N, C)$ | the mean surprise |
| `cross_entropy_from_scores` | scores $(N, C)$, labels $(N,)$ or $(N, C)$ | the mean surprise, never clipped |
| `accuracy` | probabilities or scores $(N, C)$, labels $(N,)$ or $(N, C)$ | a share, 0 to 1 |
| `repair_clip` | scores $(N, C)$, labels $(N,)$ | the mean surprise, at most 16.118 |

**Common mistakes**

- A clip after the logarithm, or on one side only.
- `p[:, y]`: whole columns in place of one entry a row.
- A sum where a mean is meant, or a mean over samples times classes.
- Labels in one form only.
- Softmax before a loss that takes scores.
- A flat `(N,)` less a column `(N, 1)`: a whole table of numbers.

**Words for the glossary**

| word | meaning |
|---|---|
| likelihood | of a network: the product of the probabilities that it gave to what happened |
| surprise | minus the logarithm of one such probability |
| cross-entropy | the mean surprise |
| sparse, one-hot | two ways to write labels: class numbers, or rows with a 1 |
| logits | raw scores, before softmax |
| log-sum-exp | the logarithm of a sum of exponentials, a smooth maximum |

**What the big libraries call it**

| here | elsewhere |
|---|---|
| `cross_entropy` | PyTorch: `nn.NLLLoss`, which takes logarithms of probabilities. Keras: `CategoricalCrossentropy` for one-hot labels, with `Sparse` before that name for sparse ones. scikit-learn: `log_loss` |
| `cross_entropy_from_scores` | PyTorch: `nn.CrossEntropyLoss`. Keras: the same two with `from_logits=True` |
| `binary_cross_entropy` | PyTorch: `nn.BCELoss`, from scores `nn.BCEWithLogitsLoss`. Keras: `BinaryCrossentropy` |
| `mean_squared_error` | PyTorch: `nn.MSELoss`. Keras: `MeanSquaredError`. scikit-learn: `mean_squared_error` |
| `mean_absolute_error` | PyTorch: `nn.L1Loss`. Keras: `MeanAbsoluteError`. scikit-learn: `mean_absolute_error` |
| `accuracy` | scikit-learn: `accuracy_score` |

Keras takes probabilities unless told otherwise, and clips them at $10^{-7}$, as you did.

**Sources**

- C. E. Shannon (1948), *A Mathematical Theory of Communication*.
- I. Goodfellow, Y. Bengio and A. Courville (2016), *Deep Learning*, MIT Press, sections 3.13, 5.5 and 6.2.2; equation 6.30 for the form from scores.
- C. M. Bishop (2006), *Pattern Recognition and Machine Learning*, Springer, section 4.3.
- P. Blanchard, D. J. Higham and N. J. Higham (2021), *Accurately computing the log-sum-exp and softmax functions*, IMA Journal of Numerical Analysis 41(4).
- *CS231n*, Stanford, *Neural Networks Part 3*, sanity checks: the first-loss habit.
"""

# %% [markdown]
r"""
## Extras

Three more losses, each of a few lines, if you like. Nothing later needs them.

### Exercise (x): `binary_cross_entropy`

The loss for questions with yes or no.

<details><summary>Open the exercise</summary>

For such a question one probability is enough: $p$ for yes, $1 - p$ for no.

$$ L = -\frac{1}{N} \sum_{i=1}^{N} \big( y_i \ln p_i + (1 - y_i) \ln (1 - p_i) \big) $$

$\mathbf{p}$ and $\mathbf{y}$ have the shape $(N,)$; $y_i$ is 1 for yes and 0 for no. Clip $p$ as before.

**On paper.** $p = (0.9, 0.2)$ and $y = (1, 0)$: the surprises are $-\ln 0.9 = 0.105$ and $-\ln 0.8 = 0.223$, their mean is $0.164$.
</details>
<details><summary>A nudge</summary>

Of the two terms, which one is there when $y_i$ is 1, and which when it is 0?
</details>
<details><summary>The idea</summary>

Clip once, before both logarithms. Then translate the formula entry by entry; NumPy does all entries at once.
</details>
<details><summary>Nearly the code</summary>

`y * np.log(...)` plus `(1 - y) * np.log(1 - ...)`, a mean over it, and a minus in front.
</details>
"""


# %% answer="binary_cross_entropy"
def binary_cross_entropy(p, y):
    """The mean surprise of answers to yes-or-no questions.

    p: array (N,), the probability of yes.
    y: array (N,) of 0.0 (no) and 1.0 (yes).
    Returns a number. p is clipped to [1e-7, 1 - 1e-7].
    Quiet (no NumPy warning), also at 0 and 1.
    The arrays that you are given stay as they are.

    >>> p, y = np.array([0.9, 0.2]), np.array([1.0, 0.0])
    >>> round(float(binary_cross_entropy(p, y)), 3)
    0.164
    """
    ### BEGIN SOLUTION
    clipped = np.clip(p, 1e-7, 1 - 1e-7)
    return -(y * np.log(clipped) + (1 - y) * np.log(1 - clipped)).mean()
    ### END SOLUTION


# %% check="binary_cross_entropy"
check("binary_cross_entropy", binary_cross_entropy)

# %% [markdown]
r"""
### Exercise (x): `mean_squared_error`

The usual loss for targets that are numbers.

<details><summary>Open the exercise</summary>

The mean runs over *all* entries, and nothing is halved (some books halve the squared error, and so does scikit-learn's `MLPRegressor`; its `mean_squared_error`, Keras and PyTorch do not).

$$ \text{MSE} = \text{mean of } (\text{predicted} - \text{target})^2 $$

Both arrays have one shape, with one exception that costs people days: a network puts out a column, $(N, 1)$, and the targets are flat, $(N,)$. Subtract them as they are, and broadcasting makes a table $(N, N)$ of it, every number against every other; the mean of that table
looks like a loss. Here such a pair is compared entry by entry.

**On paper.** Predicted $(1, 2)$, target $(1, 4)$. The misses are $0$ and $-2$, so MSE is $(0 + 4)/2 = 2$.

</details>
<details><summary>A nudge</summary>

Which of the two shapes should both arrays have before anything is subtracted?
</details>
<details><summary>The idea</summary>

Give the target the shape of the prediction: the same numbers in the same order. Then misses, squares, mean.
</details>
<details><summary>Nearly the code</summary>

`target.reshape(predicted.shape)`, then a subtraction, a square, and `np.mean`.
</details>
"""


# %% answer="mean_squared_error"
def mean_squared_error(predicted, target):
    """The mean of the squared misses, without a half.

    predicted, target: arrays of one shape; or one (N,) and
    the other (N, 1), compared entry by entry.
    Returns a number.
    The arrays that you are given stay as they are.

    >>> predicted = np.array([[1.0], [2.0]])
    >>> target = np.array([1.0, 4.0])
    >>> float(mean_squared_error(predicted, target))
    2.0
    """
    ### BEGIN SOLUTION
    misses = predicted - target.reshape(predicted.shape)
    return np.mean(misses**2)
    ### END SOLUTION


# %% check="mean_squared_error"
check("mean_squared_error", mean_squared_error)

# %% [markdown]
r"""
### Exercise (x): `mean_absolute_error`

A loss that a few large misses cannot rule.

<details><summary>Open the exercise</summary>

As squared error, but with sizes in place of squares: a miss of 10 counts ten times as much as a miss of 1, and not a hundred times.

$$ \text{MAE} = \text{mean of } |\text{predicted} - \text{target}| $$

**On paper.** Predicted $(1, 2)$, target $(1, 4)$: MAE is $(0 + 2)/2 = 1$.

The shapes are taken care of already; one line is missing.
</details>
<details><summary>A nudge</summary>

A miss of $-2$ is as bad as a miss of $2$. What makes them alike, other than a square?
</details>
<details><summary>The idea</summary>

Misses, their sizes without the sign, mean.
</details>
<details><summary>Nearly the code</summary>

A subtraction, `np.abs`, and `np.mean`.
</details>
"""


# %% answer="mean_absolute_error"
def mean_absolute_error(predicted, target):
    """The mean size of the misses, over all entries.

    predicted, target: arrays of one shape; or one (N,) and
    the other (N, 1), compared entry by entry.
    Returns a number.
    The arrays that you are given stay as they are.

    >>> predicted = np.array([[1.0], [2.0]])
    >>> target = np.array([1.0, 4.0])
    >>> float(mean_absolute_error(predicted, target))
    1.0
    """
    target = target.reshape(predicted.shape)
    ### BEGIN SOLUTION
    return np.mean(np.abs(predicted - target))
    ### END SOLUTION


# %% check="mean_absolute_error"
check("mean_absolute_error", mean_absolute_error)

# %%
progress()
