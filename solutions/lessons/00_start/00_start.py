# %% [markdown]
r"""
# 00 Start here

In this course you build a neural network, piece by piece, until it reads handwritten digits. Every piece is a few lines that you
write, and every piece is checked the moment you run it. This lesson shows how that works, and gives you the tools that all
other lessons stand on.

**You will be able to**

- read what a check says, and use it to find your next step;
- say the shape of an array, and what *axis 0* and *axis 1* mean;
- let arrays of different shapes work together, on purpose;
- tell a view from a copy, so that no function changes numbers behind your back.

**You need** a little Python: functions, lists, loops. No mathematics beyond adding, multiplying and the square root.

**Time** about an hour. Stop where you like: your progress is kept.

![A loop of four boxes. Write a few lines, run them with Shift and Enter, check what holds. If something does not hold yet, a dashed arrow leads from the check to a hint, and from the hint back to writing.](../../../img/start-loop.png)
"""

# %% [markdown]
r"""
## How this notebook works

A notebook is made of **cells**. Some hold text, like this one. Some hold code: click into one and press **Shift + Enter** to run
it. What it shows appears underneath, and the next cell is chosen.

Run the cells from top to bottom: a later cell uses what an earlier one made. Start with the cell below this text. It loads the tools
and shows nothing, except that a number appears in the brackets to its left.

- **Run All** (menu *Run*, *Run All Cells*) runs everything. What you have not answered yet says so in one calm line, *not yet answered*, and
  does not stop it. Nothing is broken then.
- If your own code has a slip, a comma too few perhaps, a longer message appears, and Run All stops there. Its **last line** says what is the
  matter.
- If something behaves strangely, choose *Kernel*, *Restart Kernel*, and run the cells again from the top. Your text stays.
- Save with **Ctrl + S** (on a Mac, **Cmd + S**).
"""

# %%
import numpy as np

from neuronlab import check, play, progress, show
from neuronlab.plots.start import (
    draw_broadcast,
    draw_distances,
)
from neuronlab.practice import practice_check

# %% [markdown]
r"""
## A check that does not hold, on purpose

You will meet many checks, so let us look at one first. The function below should count the numbers **above** zero. It has one
small mistake. Run the cell.
"""


# %%
def count_positive(numbers):
    count = 0
    for number in numbers:
        if number >= 0:
            count = count + 1
    return count


practice_check(count_positive)

# %% [markdown]
r"""
That is how a check talks. It never shows you the code. It says what already holds, which mistake yours looks like, and an
input that shows it, the smallest of those that were tried.

![The same check with four notes. The first line counts how many behaviours hold, and each behaviour is a point. Under it every behaviour of a right answer is listed as holds or not yet. Then come sentences on the mistake that it looks like. Last comes the smallest input tried that shows it, with what is expected and what yours gave.](../../../img/start-check.png)

**Now mend it.** In the function above, zero should not be counted: change `>=` to `>` and run the cell again. All three
behaviours hold: every mark is filled, and the bar beside them turns green. That is the loop of this course: write, run, check, read, and write again.

You may also meet the word *waits*, with a dotted mark: that behaviour is checked as soon as the values are right.

This check was for practice and is not recorded. All others are kept with your progress.
"""

# %% [markdown]
r"""
## Predictions and hints

Two more things come back in every lesson.

**Predict** asks you to commit to a value *before* you run the code. Being surprised is how ideas stick, so guess freely:
predictions carry no points. You write your value in place of `None`, and the cell below it tells you at once.

**Hints** are folded away under an exercise, from gentle to nearly the code. Open one whenever you like. Try it here:

<details><summary>A nudge</summary>

A nudge points you in a direction.

</details>
<details><summary>The idea</summary>

The idea says in words what to do.

</details>
<details><summary>Nearly the code</summary>

And this one names the tools. The last step is always yours.

</details>
"""

# %% [markdown]
r"""
## How we write things

Formulas and code say the same thing twice. Here is how they match, in all lessons. Come back to this table whenever a symbol
looks strange.

| in a formula | in code | what it is |
|---|---|---|
| $x$ | `x` | one number |
| $\mathbf{x}$, bold and small | `x` of shape $(n,)$ | a **vector**: $n$ numbers, one after the other |
| $x_i$ | `x[i-1]` | entry number $i$ of the vector, counted from 1 |
| $\mathbf{X}$, bold and capital | `X` of shape $(N, n)$ | a **matrix**: a table of $N$ rows and $n$ columns |
| $x_{ij}$ | `X[i-1, j-1]` | the entry in row $i$ and column $j$ |
| $\sum_{i=1}^{n} x_i$ | `x.sum()` | add up $x_1, x_2, \ldots, x_n$ |

Two habits to know. Formulas count from 1, and Python counts from 0: the first entry is $x_1$ on paper and `x[0]` in code. And a table
of data always has **one row for each sample**: $N$ samples (flowers, pictures, days), $n$ numbers known of each.

<details><summary><b>All conventions of the course</b>, to look up later (you need none of them today)</summary>

- **Batch first.** Data `X` has the shape `(N, n_inputs)`. Labels `y` are `(N,)` whole numbers (*sparse*) or `(N, n_classes)` (*one-hot*).
- **Weights.** By hand, in lesson 02 and early in lesson 03, each neuron's weights are a row: `(n_neurons, n_inputs)`, biases `(n_neurons,)`. From
  the `Dense` layer of lesson 03 on they are `(n_inputs, n_neurons)`, biases `(1, n_neurons)`.
- **Layers** have `forward(inputs)` and `backward(doutput)`. A name such as `dweights` holds the slopes for `weights` and has its shape.
- **Losses** are means over the batch: the factor $1/N$ enters once, in the loss.
- **Edges.** A neuron fires when $\mathbf{w} \cdot \mathbf{x} + b > 0$. ReLU's slope at 0 is 0. Probabilities are kept between $10^{-7}$ and
  $1 - 10^{-7}$ before a logarithm is taken.
- **Optimizers** have `step(parameters, gradients)`, change the parameters in place, and never the gradients.
- **Randomness** comes from a random generator that is passed in, `rng = np.random.default_rng(seed)`.
- **What an answer may be.** Inputs are floating-point arrays unless the exercise says otherwise, and so are answers. Where an array is asked for, a
  list is not enough; where a list is asked for, an array is right, too. A single number may be any number, but not an array of shape `(1,)`. Your inputs
  stay as they were. Where an answer must be *quiet* (no NumPy warning), the exercise says so.
- Where books and libraries differ, the lesson tells you.

</details>
"""

# %% [markdown]
r"""
## 1. Arrays, not lists

A network is mostly arithmetic on many numbers at once. A Python list can hold many numbers, but it is made for holding things, not
for calculating.

**Predict.** What is `[1, 2, 3] * 2` in Python? Write the whole result, in square brackets.
"""

# %% predict="predict_list"
predict_list = [1, 2, 3, 1, 2, 3]

# %% check="predict_list"
check("predict_list", predict_list)

# %% [markdown]
r"""
A NumPy **array** calculates entry by entry. Whatever you do to the array is done to each number in it:

$$ y_i = x_i + 10 \qquad \text{for every } i $$

| symbol | in code | shape | what it is |
|---|---|---|---|
| $\mathbf{x}$ | `x` | $(n,)$ | the numbers you have |
| $\mathbf{y}$ | `x + 10` | $(n,)$ | the numbers you get, one for each |
| $i$ | | | which entry: $1$ to $n$ |

**On paper.** For $\mathbf{x} = (1.5, 2, 4)$: $\mathbf{y} = (11.5, 12, 14)$.

`np.array` turns a list into an array. (NumPy prints 12.0 as
`12.`, with nothing after the point.)
"""

# %%
numbers = [1.5, 2.0, 4.0]  # a list
x = np.array(numbers)  # an array of the same numbers
print(numbers * 2, "the list, times two")
print(x + 10, "the array, plus ten")
print(x / 2, "the array, divided by two")

# %% [markdown]
r"""
### Exercise: `double`

Your first exercise. In the cell below, replace the line that starts with `raise` by your own code. Run the cell, then run the check under it; do
both again after every change.

The text between the triple quotes says what goes in and what comes back, and gives an example after `>>>`: it stays where it is.

Mind two things. The function may be given a list. And whoever calls it still needs the old numbers: leave them as they are.

<details><summary>A nudge</summary>

The cell above already has both halves: one line makes an array, another calculates with it.

</details>
<details><summary>The idea</summary>

First make sure that you have an array, whatever you were given. Then multiply it, and give back the result.

</details>
<details><summary>Nearly the code</summary>

`np.array(...)` takes a list and also takes an array. A product with `*` makes a new array; `*=` would write into the old one.

</details>
"""


# %% answer="double"
def double(x):
    """Twice each number.

    x: an array of any shape, or a list of numbers.
    Returns an array of the same shape; x is left as it was.

    >>> double([1.0, 2.5])
    array([2., 5.])
    """
    ### BEGIN SOLUTION
    return np.array(x) * 2
    ### END SOLUTION


# %% check="double"
check("double", double)

# %% [markdown]
r"""
### Two names, one array

Why the warning about changing your input? Because in NumPy two names can look at the **same** numbers.

A slice such as `a[:2]` copies nothing. It is a **view**: a window on part of `a`. That is fast, and it is the reason for many
surprises. If you want numbers of your own, ask for them: `a[:2].copy()`.

![Above: the name a and the name view both point at one row of boxes, 9, 2, 3, 4, and view frames the first two; writing 9 through view changed a. Below: a points at its boxes 1, 2, 3, 4 and copy points at boxes of its own, 9 and 2; a is as it was.](../../../img/start-views.png)

| written | does it make new numbers? |
|---|---|
| `b = a` | no, a second name for the same array |
| `b = a[:2]` | no, a view |
| `b = a.copy()` | yes |
| `b = np.array(a)` | yes |
| `b = a * 2` | yes, a new array |
| `a *= 2` | no, writes into the numbers that are there |
| `a[0] = 9` | no, the same |
"""

# %% [markdown]
r"""
**Predict.** Cover the picture, and work through this by hand:

    a = np.array([1, 2, 3, 4])
    b = a[1:]
    b[0] = 9
    c = a[:1].copy()
    c[0] = 9

What are `a[1]` and `a[0]` at the end? Write both, in this order, in round brackets.
"""

# %% predict="predict_view"
predict_view = (9, 1)

# %% check="predict_view"
check("predict_view", predict_view)

# %% [markdown]
r"""
Functions are no exception: an array goes into a function as itself, not as a copy. What the function writes into it, the caller sees.
"""


# %%
def careless(x):
    x += 100
    return x


a = np.array([1, 2, 3, 4])
result = careless(a)
print("the result:", result)
print("a itself:  ", a)

# %% [markdown]
r"""
`a` has changed, though no line after `a = np.array(...)` gives it a new value. With `x = x + 100` in the function, `a` would have been left alone: that line makes a new
array and calls it `x`.

From here on, most exercises have a behaviour called *your input is left as it was*. Now you know what it looks for.
"""

# %% [markdown]
r"""
## 2. Shape and axis

Data comes as tables. The **shape** of a table says how many rows and columns it has, in this order: `(3, 4)` is 3 rows and 4 columns. A flat array
of four numbers has the shape `(4,)`. A shape is a **tuple**: numbers in round brackets, with commas between. With only one number in it, Python needs
the comma to know it from a plain `(4)`.

Each direction of a table is an **axis**, and the axes are numbered like the lengths in the shape. Axis 0 runs down the rows, axis 1
across the columns.

![A table of 3 rows and 4 columns. A blue arrow down its left side is axis 0, down the rows; an orange arrow along its top is axis 1, across the columns. The largest numbers along axis 0 land in a flat row of 4 under the table, 10, 20, 30, 40; those along axis 1 land in a flat row of 3 beside the table, 4, 40, 8, one for each row of the table.](../../../img/start-axes.png)

When you ask for the largest number *along axis 0*, NumPy walks down each column, as the arrow of axis 0 points, and **that axis disappears**: of
`(3, 4)` the 3 goes, and `(4,)` is left. Along axis 1 the 4 goes, and `(3,)` is left: one number for each row, and flat again.

One row, such as `X[0]`, is a view, as a slice is.
"""

# %%
X = np.array([[1, 2, 3, 4], [10, 20, 30, 40], [5, 6, 7, 8]])
print("shape of X:    ", X.shape)
print("X.max():       ", X.max(), "  of all numbers")
print("X.max(axis=0): ", X.max(axis=0), "  of each column")
print("X.max(axis=1): ", X.max(axis=1), "  of each row")

# %% [markdown]
r"""
`sum`, `mean`, `min` and many others take `axis` in the same way.

**Predict.** `T` has 3 rows and 2 columns. What is the shape of `T.min(axis=0)`? Write it as Python does, in round brackets.
"""

# %% predict="predict_axis"
predict_axis = (2,)

# %% check="predict_axis"
check("predict_axis", predict_axis)

# %% [markdown]
r"""
### Exercise: `column_means`

With one row for each sample, a column holds one kind of measurement: all heights, say. Its mean is the first thing that people ask about data, and
in lesson 10 it helps a network to learn. For column $j$, add up its $N$ numbers and divide by how many there are:

$$ m_j = \frac{1}{N} \sum_{i=1}^{N} x_{ij} $$

| symbol | in code | shape | what it is |
|---|---|---|---|
| $\mathbf{X}$ | `X` | $(N, n)$ | the table, one row for each sample |
| $N$ | `X.shape[0]` | number | how many rows |
| $\mathbf{m}$ | the answer | $(n,)$ | one mean for each column |

**On paper.** For $\mathbf{X}$ with the rows $(1, 10)$, $(2, 20)$ and $(6, 60)$: the columns add up to $9$ and $90$, and the means are $3$ and $30$.

Most of the function is given: only the totals are missing. (You may also throw the lines away and write your own.)

<details><summary>A nudge</summary>

Which axis should disappear, if one number for each column is to be left?

</details>
<details><summary>The idea</summary>

Add up down the rows, so that the rows disappear. The name that is missing is the one in the last line.

</details>
<details><summary>Nearly the code</summary>

`X.sum` takes `axis` as `X.max` does in the cell above. Give the result the name `totals`.

</details>
"""


# %% answer="column_means"
def column_means(X):
    """The mean of each column.

    X: array (N, n), one row for each sample.
    Returns an array (n,).

    >>> X = np.array([[1.0, 10], [2.0, 20], [6.0, 60]])
    >>> column_means(X)
    array([ 3., 30.])
    """
    N = X.shape[0]
    ### BEGIN SOLUTION
    totals = X.sum(axis=0)
    ### END SOLUTION
    return totals / N


# %% check="column_means"
check("column_means", column_means)

# %% [markdown]
r"""
## 3. Broadcasting

What if the shapes differ? A network adds one flat array to every row of a table all day long. NumPy does it without a loop: it
**broadcasts** the smaller array, as if it were repeated.

![Two sums. Above: a table of 3 rows and 2 columns plus a flat array of 2, which is repeated down the rows, so that each column gets its own number. Below: the same table plus a column of 3, which is repeated across the columns, so that each row gets its own number.](../../../img/start-broadcasting.png)

$$ y_{ij} = x_{ij} + r_j \qquad\qquad z_{ij} = x_{ij} + c_i $$

| symbol | in code | shape | what it is |
|---|---|---|---|
| $\mathbf{X}$ | `X` | $(3, 2)$ | a table |
| $\mathbf{r}$ | `r` | $(2,)$ | one number for each column |
| $\mathbf{c}$ | `c` | $(3, 1)$ | one number for each row, standing upright |
| $\mathbf{Y}$ | `X + r` | $(3, 2)$ | the first sum |
| $\mathbf{Z}$ | `X + c` | $(3, 2)$ | the second sum |

**The rule.** Write the two shapes one under the other so that their right ends are in line: **flush right**. A missing length on the left counts as 1. Each pair of lengths must be
equal, or one of them must be 1; the 1 is stretched.

    X   3  2        X   3  2        X   3  2
    r      2        c   3  1        s      3
        3  2            3  2          no

In the third pair a 3 stands under a 2, and neither of them is 1: the two arrays do not fit.
"""

# %%
X = np.array([[1, 2], [3, 4], [5, 6]])
r = np.array([10, 20])
c = np.array([[10], [20], [30]])
print("one number for each column:", X + r, sep="\n")
print("one number for each row:", X + c, sep="\n")

# %% [markdown]
r"""
**Predict**, twice. Flush right, pen and paper.

1. What is the shape of an array $(3, 1)$ plus an array $(1, 4)$?
2. What is the shape of an array $(2, 4)$ plus an array $(2,)$?

Write a shape in round brackets, or the word `"error"` where it does not fit.
"""

# %% predict="predict_stretch"
predict_stretch = (3, 4)

# %% check="predict_stretch"
check("predict_stretch", predict_stretch)

# %% predict="predict_no_fit"
predict_no_fit = "error"

# %% check="predict_no_fit"
check("predict_no_fit", predict_no_fit)

# %% [markdown]
r"""
So the numbers of a flat array always belong to the **columns**, one number for each column. If there is to be one number for each **row**, they must
stand upright: the shape $(N, 1)$ is a column. There are two ways to get there:

- ask a sum, a mean or a maximum to **keep its dimensions**: with `keepdims=True` the axis stays, with length 1;
- stand a flat array up yourself, with `v.reshape(-1, 1)` or with `v[:, np.newaxis]`. (In `reshape`, `-1` means *whatever is needed*. In an index, `:`
  alone means *all entries*, and `np.newaxis` puts in a new axis of length 1.)
"""

# %%
v = np.array([7, 8, 9])
print("the axis goes: ", X.max(axis=1).shape)
kept = X.max(axis=1, keepdims=True)
print("the axis stays:", kept.shape)
print("v is flat:     ", v.shape)
print("by reshape:    ", v.reshape(-1, 1).shape)
print("by newaxis:    ", v[:, np.newaxis].shape)

# %% [markdown]
r"""
### Exercise: `center_order`, lines to put in order

To *center* a row means to take its mean away, so that what is left has the mean zero. For the row $(1, 2, 6)$ the mean is $3$, and
$(-2, -1, 3)$ is left. Here are the lines of a function that centers every row of a table `X`, shuffled. **Two of them do not belong.**

    A    centered = X - means
    B    X -= means
    C    return centered
    D    means = X.mean(axis=1, keepdims=True)
    E    means = X.mean(axis=1)

Return the letters of the lines that you need, in their order, as one text, such as `"A B C"`. The check puts the lines together and runs them.

<details><summary>A nudge</summary>

Which line can only come last? What does it need to exist before it?

</details>
<details><summary>The idea</summary>

Three lines: find the means, take them away, return. For two of these steps there is one line that suits and one that does not.

</details>
<details><summary>Nearly the code</summary>

The means must stand upright, shape (N, 1), so that each belongs to a row. And the table that you were given stays as it was.

</details>
"""


# %% answer="center_order"
def center_order():
    """The letters of the lines in their order.

    Returns a text such as "A B C".
    """
    ### BEGIN SOLUTION
    return "D A C"
    ### END SOLUTION


# %% check="center_order"
check("center_order", center_order)

# %% [markdown]
r"""
### Exercise: `scale_rows`

Three people measured the same two things, one in metres, one in decimetres, one in centimetres. Each of them is a row of a table. To have all of it
in centimetres, each row needs a factor of its own:

$$ y_{ij} = f_i \, x_{ij} $$

| symbol | in code | shape | what it is |
|---|---|---|---|
| $\mathbf{X}$ | `X` | $(N, n)$ | the table |
| $\mathbf{f}$ | `factors` | $(N,)$, flat | one factor for each row |
| $\mathbf{Y}$ | the answer | $(N, n)$ | each row times its factor |

**On paper.** The rows $(1, 2)$, $(3, 4)$, $(5, 6)$ and the factors $(100, 10, 1)$ give $(100, 200)$, $(30, 40)$, $(5, 6)$.

This time you start from an empty function. A loop is fine, and so is a single line.

<details><summary>A nudge</summary>

Write the shapes (N, n) and (N,) one under the other, flush right. What does the N stand under?

</details>
<details><summary>The idea</summary>

The factors have to stand upright before each can belong to a row.

</details>
<details><summary>Nearly the code</summary>

Two ways to stand a flat array up were shown above, `reshape` and `np.newaxis`. Then multiply with `*`, which makes a new array.

</details>
"""


# %% answer="scale_rows"
def scale_rows(X, factors):
    """Each row times a factor of its own.

    X: array (N, n); factors: array (N,).
    Returns an array (N, n). X and factors stay as they are.

    >>> X = np.array([[1.0, 2.0], [3.0, 4.0]])
    >>> scale_rows(X, np.array([1.0, 10.0]))
    array([[ 1.,  2.],
           [30., 40.]])
    """
    ### BEGIN SOLUTION
    return X * factors[:, np.newaxis]
    ### END SOLUTION


# %% check="scale_rows"
check("scale_rows", scale_rows)

# %% [markdown]
r"""
## 4. The `@` sign

One more operation, the one that networks do most. Between two flat arrays, `@` multiplies entry by entry **and adds everything up**.
It is called the *dot product*. Between two tables it does so for every row of the left one with every column of the right one:

$$ c_{ij} = \sum_{k=1}^{K} a_{ik} \, b_{kj} $$

| symbol | in code | shape | what it is |
|---|---|---|---|
| $\mathbf{A}$ | `A` | $(N, K)$ | the left table; its rows are used |
| $\mathbf{B}$ | `B` | $(K, n)$ | the right table; its columns are used |
| $\mathbf{C}$ | `A @ B` | $(N, n)$ | row $i$ of $\mathbf{A}$ with column $j$ of $\mathbf{B}$ |
| $k$ | | | runs along such a row and column, from $1$ to $K$ |

![A table of shape (2, 3) at-sign a table of shape (3, 2) gives a table of shape (2, 2). The second row of the left table, 1, 3, -1, and the first column of the right one, 1, 5, 3, are framed: 1 times 1 plus 3 times 5 plus -1 times 3 is 13, the framed entry of the result.](../../../img/start-product.png)

**On paper.** Between two flat arrays: $(2, -1, 3)$ with $(10, 4, 1)$ gives $20 - 4 + 3 = 19$.

For shapes there is a short rule: **the two inner sizes must be equal, and they go; the outer two stay**. $(2, 3)$ with $(3, 2)$ leaves $(2, 2)$.
The order matters: with the tables exchanged, another shape comes out. Lessons 01 to 03 take this sign up again, step by step; here a look is enough.
"""

# %%
A = np.array([[2, 0, 1], [1, 3, -1]])
B = np.array([[1, 4], [5, 2], [3, 0]])
left, right = np.array([2, -1, 3]), np.array([10, 4, 1])
print("two flat arrays:", left @ right)
print("A @ B =", A @ B, sep="\n")
print("shape of B @ A:", (B @ A).shape)

# %% [markdown]
r"""
**Predict.** What is the shape of a table $(4, 3)$ `@` a table $(3, 2)$? Write a shape, or `"error"` where it does not fit.
"""

# %% predict="predict_product_shape"
predict_product_shape = (4, 2)

# %% check="predict_product_shape"
check("predict_product_shape", predict_product_shape)

# %% [markdown]
r"""
## 5. All of it together: distances

How far is each row of a table from one point? Shops ask this question to find similar customers; asked about pictures, it
finds the one that looks most like a given one. The rule of Pythagoras says how: take the differences, square them, add them, take the square root.

$$ d_i = \sqrt{\sum_{j=1}^{n} (x_{ij} - p_j)^2} $$

| symbol | in code | shape | what it is |
|---|---|---|---|
| $\mathbf{X}$ | `X` | $(N, n)$ | $N$ places, one in each row |
| $\mathbf{p}$ | `point` | $(n,)$ | one place |
| $\mathbf{d}$ | the answer | $(N,)$ | a distance for each row |

**On paper.** For the row $(1, 13)$ and the point $(6, 1)$: the differences are $-5$ and $12$, their squares $25$ and $144$, the sum is $169$, and
the distance is $13$.

**Predict.** How far is $(4, 5)$ from $(1, 1)$?
"""

# %% predict="predict_distance"
predict_distance = 5

# %% check="predict_distance"
check("predict_distance", predict_distance)

# %% [markdown]
r"""
### Exercise: `row_distances`

Do it for all rows at once. Everything that you need has been in this lesson; `**` raises to a power and `np.sqrt` takes the square root of every entry.

<details><summary>A nudge</summary>

Follow the formula from the inside out, and say the shape after each step.

</details>
<details><summary>The idea</summary>

A difference of shape (N, n), its squares of shape (N, n), their sum over one axis of shape (N,), and the root of that.

</details>
<details><summary>Nearly the code</summary>

The numbers of the flat point belong to the columns of X, and that is right here. One number for each row is left when axis 1 disappears.

</details>
"""


# %% answer="row_distances"
def row_distances(X, point):
    """How far each row is from a point, in a straight line.

    X: array (N, n), one place in each row.
    point: array (n,).
    Returns an array (N,). X and point stay as they are.

    >>> X = np.array([[9.0, 7.0], [1.0, 1.0]])
    >>> row_distances(X, np.array([1.0, 1.0]))
    array([10.,  0.])
    """
    ### BEGIN SOLUTION
    differences = X - point
    return np.sqrt((differences**2).sum(axis=1))
    ### END SOLUTION


# %% check="row_distances"
check("row_distances", row_distances)

# %% [markdown]
r"""
Your function can draw. Each dot is a row of a table, with the distance that your `row_distances` gives. Then move the cross: where are two dots
equally near?
"""

# %% tags=["raises-exception"]
show(
    draw_distances(row_distances, 0.5, -0.5),
    alt="Seven blue dots around an orange cross at (0.5, -0.5), joined to it by dotted lines, each with its distance; "
    "the nearest, at (1, 0.5), is joined by a thick line and is 1.1 away.",
)
play(
    lambda column_0, column_1: draw_distances(row_distances, column_0, column_1),
    alt="Seven blue dots and an orange cross at ({column_0:.1f}, {column_1:.1f}), each dot with its "
    "distance to the cross.",
    column_0=(-4, 4, 0.1, 0.5),
    column_1=(-3, 3, 0.1, -0.5),
)

# %% [markdown]
r"""
## Find the bug

A weather station notes the temperature at three places. Today's readings are flat, `(3,)`. Yesterday's were read from a file, and
came as a column, `(3, 1)`. The function should say by how much the place that warmed up **most** has warmed up.
"""


# %% given="largest_rise"
def largest_rise(today, yesterday):
    """The largest rise since yesterday, place by place."""
    return (today - yesterday).max()


today = np.array([15.0, 20.0, 11.0])
yesterday = np.array([[19.0], [18.0], [16.0]])
print("largest rise:", largest_rise(today, yesterday))

# %% [markdown]
r"""
Check it by hand: the three rises are $15 - 19 = -4$, $20 - 18 = 2$ and $11 - 16 = -5$. The largest is $2$, and the function says $4$. No error, no
warning, and a number that looks quite possible. This kind of bug lives longest.

**Predict.** Where does the 4 come from? (Write the two shapes one under the other, flush right.)

- **a** `max` looks along the wrong axis
- **b** every place of today is compared with every place of yesterday
- **c** the subtraction changes `yesterday` on the way
- **d** the two are subtracted in the wrong order

Answer with a letter, such as `"a"`.
"""

# %% predict="predict_start_bug"
predict_start_bug = "b"

# %% check="predict_start_bug"
check("predict_start_bug", predict_start_bug)

# %% [markdown]
r"""
### Exercise: `repair_largest_rise`

Write the function so that it is right whether `today` and `yesterday` come flat or as columns, in any mixture.

<details><summary>A nudge</summary>

Both arrays hold N numbers. They differ only in their shape.

</details>
<details><summary>The idea</summary>

Bring both to one shape first, then subtract.

</details>
<details><summary>Nearly the code</summary>

`reshape(-1)`, with -1 alone, makes an array flat, and leaves a flat one flat.

</details>
"""


# %% answer="repair_largest_rise"
def repair_largest_rise(today, yesterday):
    """The largest rise since yesterday, place by place.

    today, yesterday: each an array (N,) or (N, 1), the
    same places in the same order.
    Returns one number; the inputs are left as they were.

    >>> today = np.array([5.0, 8.0])
    >>> repair_largest_rise(today, np.array([[1.0], [6.0]]))
    4.0
    """
    ### BEGIN SOLUTION
    rises = today.reshape(-1) - yesterday.reshape(-1)
    return float(rises.max())
    ### END SOLUTION


# %% check="repair_largest_rise"
check("repair_largest_rise", repair_largest_rise)

# %% [markdown]
r"""
## Play

Two tables, `A` and `B`, of any shape up to `(4, 4)`. Filled boxes are numbers that are really stored; dashed boxes are what broadcasting repeats.

Things to try. Make a row and a column and watch the table appear. Find all tables `B` that fit an `A` of shape $(3, 2)$; there are four. (Flat arrays
fit, too; the sliders have none.) Make two tables that do not fit, then change one length to 1.
"""

# %%
play(
    draw_broadcast,
    alt="A of shape ({rows_a:g}, {columns_a:g}) plus B of shape ({rows_b:g}, {columns_b:g}), with what "
    "broadcasting repeats dashed, and their sum or the words: does not fit.",
    rows_a=(1, 4, 1, 3),
    columns_a=(1, 4, 1, 2),
    rows_b=(1, 4, 1, 1),
    columns_b=(1, 4, 1, 2),
)

# %%
show(
    draw_broadcast(3, 1, 1, 4),
    alt="A column A of shape (3, 1) plus a row B of shape (1, 4). The column is repeated across four columns, the row "
    "down three rows, both dashed, and the sum has the shape (3, 4).",
)

# %% [markdown] task="start-words" points=3
r"""
## In your own words

A friend has a function that adds 1 to every number it is given. The friend calls it with the first row of a table, `add_one(table[0])`, and the result is
right. But since then the table holds different numbers, though the function never mentions the table.

Explain to your friend what has happened, and how to prevent it. Four or five sentences are plenty. A teacher reads this.

### BEGIN MARK SCHEME
One point each:

- `table[0]` is a view (or: looks at the same numbers as the table), not a copy, and the function is given that view itself.
- The adding was done in place (such as `+=`, or writing into `row[...]`), so it wrote into the table's own numbers. No mention of the
  table's name is needed for that.
- A way to prevent it that works: `.copy()` before changing, or an operation that makes a new array (`row = row + 1`).

Accept any wording and any example. `b = a` given as a way of copying loses the third point.
### END MARK SCHEME
"""

# %% [markdown] words="start-words"
r"""
A row taken out of a table with `table[0]` is not a copy but a view: it looks at the very numbers of the table. The function then added 1 in place, with
`+=`, so it wrote into those numbers, and they are the table's. The function needs no name for the table to do that; the row is enough. To prevent
it, pass `table[0].copy()`, or write `row + 1`, which makes a new array and leaves the old one alone.
"""

# %% [markdown]
r"""
## What you built

| piece | takes | gives | the idea behind it |
|---|---|---|---|
| `double` | any shape, or a list | the same shape | arrays calculate entry by entry |
| `column_means` | $(N, n)$ | $(n,)$ | the axis that you name disappears |
| `center_order` | nothing | an order of lines | `keepdims=True` keeps it, with length 1 |
| `scale_rows` | $(N, n)$ and $(N,)$ | $(N, n)$ | flat: one number for each column; upright: one for each row |
| `row_distances` | $(N, n)$ and $(n,)$ | $(N,)$ | shapes, step by step |
| `repair_largest_rise` | $(N,)$ or $(N, 1)$, twice | one number | one shape first, then subtract |

**Common mistakes**

- A list times two: it becomes longer, its numbers stay.
- `axis=1` where the columns were meant.
- A flat array where each row should get its own number. In a square table nothing warns.
- `(N,)` against `(N, 1)`: a whole table comes out.
- `+=` on an array that belongs to somebody else.

**Words for the glossary**

| word | meaning |
|---|---|
| array | numbers of one kind that NumPy calculates with, entry by entry |
| shape | how long an array is along each of its axes |
| axis | a direction of an array: 0 down the rows, 1 across the columns |
| vector, matrix | numbers one after the other, numbers in a table |
| sample | one thing of which numbers are known: a flower, a picture, a day |
| broadcasting | an array of fewer numbers is used as if it were repeated |
| view, copy | a window on the numbers of another array, numbers of its own |
| in place | into the numbers that are there, so that all who look at them see it |
| dot product | multiply pair by pair, add up |

**What the big libraries call it**

PyTorch says `dim=` and `keepdim=` where NumPy says `axis=` and `keepdims=`, and its broadcasting rule and `@` are the same. Keras and TensorFlow say `axis=`
and `keepdims=`. Slices in PyTorch are views too, and `.clone()` is its copy. scikit-learn's `euclidean_distances` is your `row_distances` for many points at once.

**Sources**

- C. R. Harris and others (2020), *Array programming with NumPy*, Nature 585, 357-362.
- The NumPy user guide, chapters *Broadcasting* and *Copies and views*.

**Next.** In lesson 01 a single neuron is waiting: a dot product, and one number added.
"""

# %% [markdown]
r"""
## Extras

One more exercise, if you like. Nothing later needs it.

### Exercise (x): `swap_rows`

Two rows of a table change places. It sounds like two lines, and a view lies in wait for you.

<details><summary>Open the exercise</summary>

Return a new table in which rows `i` and `j` have changed places; the given one stays as it was. For the rows $(1, 2)$, $(3, 4)$, $(5, 6)$ with
`i = 0` and `j = 2` the result is $(5, 6)$, $(3, 4)$, $(1, 2)$.

<details><summary>A nudge</summary>

When you have written the first row, where are its old numbers?

</details>
<details><summary>The idea</summary>

Work in a copy of the table. There are then two sets of numbers, and one of them is never written to.

</details>
<details><summary>Nearly the code</summary>

`X.copy()` gives the second set. Take the rows that you need from `X`, which still has the old numbers, and write them into the copy.

</details>

</details>
"""


# %% answer="swap_rows"
def swap_rows(X, i, j):
    """A copy of a table, with two rows in changed places.

    X: array (N, n), left as it was.
    i, j: two different row numbers, from 0.
    Returns an array (N, n).

    >>> swap_rows(np.array([[1.0, 2.0], [3.0, 4.0]]), 0, 1)
    array([[3., 4.],
           [1., 2.]])
    """
    ### BEGIN SOLUTION
    swapped = X.copy()
    swapped[i] = X[j]
    swapped[j] = X[i]
    return swapped
    ### END SOLUTION


# %% check="swap_rows"
check("swap_rows", swap_rows)

# %%
progress()
