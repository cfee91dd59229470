# %% [markdown]
r"""
# 06 Slopes

Lesson 05 gave you a number that says how badly a network does. By the end of this lesson you can tell, for every weight and every bias, which
way to turn it so that the number falls.

**You will be able to**

- measure the slope of any function with two calls of it, and say how long the step should be;
- work out the slope of a nest of functions: slopes multiply along a path, and add up over paths;
- send numbers forward through a neuron and slopes back, on paper and in code;
- measure all slopes of a function at once, and use them to check the ones that you worked out.

**You need** lessons 01 to 05: a neuron, ReLU, and what a loss is. No calculus: you begin by measuring.

**Time** about 90 minutes, and 5 more for the optional part.

![A valley: loss over one weight. At a point on the left the curve has slope -2: more weight, less loss. On the right slope 2: more weight, more loss. At
the bottom slope 0. Two arrows point inwards: go against the slope.](../../../img/slopes-valley.png)
"""

# %%
import numpy as np

from neuronlab import check, mine, play, progress, show
from neuronlab.plots import slopes as pictures

# %% [markdown]
r"""
## Remember

Three quick questions on earlier lessons. Write each answer into its cell, then run the check below it.

1. An untrained network gives each of three classes the same share. What is its first loss, by cross-entropy? Give two decimals.
2. What is the slope of ReLU at 5, and what at -5? Two numbers in brackets, such as `(7, 8)`.
3. A `Dense` layer has 2 inputs and 5 neurons. What is the shape of its biases? In brackets.
"""

# %% predict="remember_first_loss"
remember_first_loss = 1.10

# %% check="remember_first_loss"
check("remember_first_loss", remember_first_loss)

# %% predict="remember_relu_slope"
remember_relu_slope = (1, 0)

# %% check="remember_relu_slope"
check("remember_relu_slope", remember_relu_slope)

# %% predict="remember_dense"
remember_dense = (1, 5)

# %% check="remember_dense"
check("remember_dense", remember_dense)

# %% [markdown]
r"""
## What you bring along

Two pieces of lessons 04 and 05. Where you have written your own, yours is used. Run the two cells and go on.
"""


# %% given="slopes-relu"
def relu_slope(x):
    return np.where(x > 0, 1.0, 0.0)


relu_slope = mine("relu_slope", otherwise=relu_slope)


# %% given="slopes-pieces"
def cross_entropy_from_scores(scores, labels):
    if labels.ndim == 2:
        labels = labels.argmax(axis=1)
    below = scores - scores.max(axis=1, keepdims=True)
    of_true_class = below[np.arange(len(labels)), labels]
    sums = np.exp(below).sum(axis=1)
    return np.mean(np.log(sums) - of_true_class)


cross_entropy_from_scores = mine(
    "cross_entropy_from_scores",
    otherwise=cross_entropy_from_scores,
)

# %% [markdown]
r"""
## 1. A slope, measured

Turn a tap a little, and the water runs a little faster. How much faster, for each bit that you turn? That is a slope: **how far the result moves,
compared with how far you moved**.

A straight line has one slope everywhere; in lesson 01 it was the weight. A curve is steeper here and flatter there, so its slope belongs to a place. To
measure it, move a small step away from that place, see how far the result went, and divide: *rise over run*.

You could step to one side only. Stepping to both sides is better; a picture further down shows why.

$$ \text{slope at } x \;\approx\; \frac{f(x + h) - f(x - h)}{(x + h) - (x - h)} = \frac{f(x + h) - f(x - h)}{2h} $$

| symbol | in code | shape | what it is |
|---|---|---|---|
| $f$ | `f` | a function | takes one number, gives one number |
| $x$ | `x` | number | the place |
| $h$ | `h` | number | the step, small and positive |

The sign $\approx$ says *about*: the slope at the place itself is what you come nearer to as the step gets smaller.

**On paper.** The slope of $x^2$ at $x = 3$, with the step $h = 1$.

| way | from | to | rise | run | slope |
|---|---|---|---|---|---|
| **forward difference**, to the right only | $3^2 = 9$ | $4^2 = 16$ | 7 | 1 | 7 |
| **central difference**, to both sides | $2^2 = 4$ | $4^2 = 16$ | 12 | 2 | 6 |

![The curve of x squared near 3, twice, with a dotted line that touches the curve at 3. Left, a line through the points at 3 and 4: rise 7, run 1, steeper than
the dotted line. Right, a line through the points at 2 and 4: rise 12, run 2, as steep as the dotted line.](../../../img/slopes-differences.png)

The dotted line touches the curve at 3 and has the slope 6. The forward difference is too steep, because the curve gets steeper to the right. The central one
is a little too steep on one side and a little too flat on the other, and the two mistakes cancel: for $x^2$ completely, for other curves nearly.

**Predict.** What is the *forward* difference of $x^2$ at $x = 3$ with $h = 0.5$? Give one decimal.
"""

# %% predict="predict_forward"
predict_forward = 6.5

# %% check="predict_forward"
check("predict_forward", predict_forward)


# %%
def forward_difference(f, x, h):
    rise = f(x + h) - f(x)
    return rise / h


def square(x):
    return x**2


for h in (1.0, 0.5, 0.1, 0.01):
    slope = forward_difference(square, 3.0, h)
    print(f"h = {h:<5} slope {slope:.4f}")

# %% [markdown]
r"""
### Exercise: `central_difference`

The cell above measures with a step to one side. The slope comes nearer to 6 as the step shrinks, and stays too steep. Your turn, with a step to both sides. You will use this function all through the lesson.

<details><summary>A nudge</summary>

Two things change in the code above: where the rise begins, and how long the run is.

</details>
<details><summary>The idea</summary>

You need $f$ at two places. Neither of them is $x$ itself. How far is it from the one to the other?

</details>
<details><summary>Nearly the code</summary>

First the rise: `f` on the right less `f` on the left. Then divide by the run. If you write the run with a `*`, put brackets around it: Python reads `a / 2 * h` as
`(a / 2) * h`.

</details>
"""


# %% answer="central_difference"
def central_difference(f, x, h):
    """The slope of f at x, measured from x - h to x + h.

    f: a function of one number: f(2.0) is a number.
    x, h: numbers, h is above 0.
    Returns a number.

    >>> central_difference(lambda x: 5 * x, 1.0, 0.5)
    5.0
    """
    ### BEGIN SOLUTION
    return (f(x + h) - f(x - h)) / (2 * h)
    ### END SOLUTION


# %% check="central_difference"
check("central_difference", central_difference)

# %% [markdown]
r"""
### Slopes that are known

For some functions the slope can be worked out for all places at once. Put $x^2$ into the formula: $(x + h)^2 - (x - h)^2$ is $4xh$, and
$4xh$ divided by $2h$ is $2x$, whatever $h$ is. So the slope of $x^2$ is $2x\text{:}$ at 3 it is 6, at $-1$ it is $-2$. You will need only a handful of such rules.

| $f(x)$ | its slope | in words |
|---|---|---|
| $c$, a fixed number | $0$ | it never moves |
| $a x + c$ | $a$ | a line: the same slope everywhere |
| $x^2$ | $2x$ | twice the place |
| $x^3$ | $3x^2$ | three times the square |
| $e^x$ | $e^x$ | its own value |

Do not take that on trust. The next cell measures them at 1.5.
"""

# %% tags=["raises-exception"]
x = 1.5
for name, f, rule in (
    ("7", lambda x: 7.0, 0.0),
    ("4x - 7", lambda x: 4 * x - 7, 4.0),
    ("x squared", lambda x: x**2, 2 * x),
    ("x cubed", lambda x: x**3, 3 * x**2),
    ("e to the x", np.exp, np.exp(x)),
):
    found = central_difference(f, x, 1e-5)
    print(f"{name:<12} found {found:.6f}   rule {rule:.6f}")

# %% [markdown]
r"""
### How small a step?

Put $x^3$ into the formula and you get $3x^2 + h^2$: the slope, and an error of $h^2$. At $x = 2$ with $h = 0.1$ that is $12 + 0.01$. So a smaller step is
a better one. Is it? Take a calculator that keeps **four digits**, and measure the slope of $x^3$ at 2, which is 12:

| $h$ | $(2 + h)^3$ | $(2 - h)^3$ | rise | run | slope |
|---|---|---|---|---|---|
| 0.1 | 9.261 | 6.859 | 2.402 | 0.2 | 12.01 |
| 0.001 | 8.012 | 7.988 | 0.024 | 0.002 | 12.00 |
| 0.0001 | 8.001 | 7.999 | 0.002 | 0.0002 | 10.00 |
| 0.00001 | 8.000 | 8.000 | 0 | 0.00002 | 0 |

The two values get so alike that their difference has hardly a digit left. Your computer keeps about sixteen digits, not four.

**Predict.** What happens to the error of the central difference when $h$ goes from $10^{-5}$, which is 0.00001, to $10^{-13}$, which is 0.0000000000001?

- **A** It gets smaller.
- **B** It stays about the same.
- **C** It gets larger.

Answer with a letter, such as `"A"`.
"""

# %% predict="predict_small_step"
predict_small_step = "C"

# %% check="predict_small_step"
check("predict_small_step", predict_small_step)


# %% tags=["raises-exception"]
def cube(x):
    return x**3


ways = {
    "forward": forward_difference,
    "central": central_difference,
}
show(
    pictures.error_against_step(ways, cube, 2.0, slope=12.0),
    alt="Error of the slope over the step h, both in log scale. From h = 1 "
    "to the left both errors fall, the central one twice as steeply. Its "
    "lowest point lies near h = 0.00001, the forward one's near 0.00000001. "
    "Further left both rise again.",
)

# %% [markdown]
r"""
Each mark on an axis is a hundred times the mark to its left, or below it; $10^0$ is 1. Read the curves from the right. A step ten times shorter makes the forward error ten times smaller
(it goes with $h$), and the central error a hundred times (it goes with $h^2$). Then both meet the other enemy, rounding, and from there on a shorter step makes
things worse. The central difference is at its best near $h = 10^{-5}$, and there it has about ten right digits. That is why `1e-5` will be the
usual step from now on. (This holds for numbers of ordinary size, about 1, as weights and inputs mostly are. At a place near 0.001 or near 1000 the best step is often shorter or longer in proportion.)

## 2. Slopes multiply along a path

A network is a nest: the loss of the activation of the sum of the products of the inputs. How far does the end move when something moves at the start?

Follow a small push, a **nudge**. Take $u = 3x + 1$ and then $y = u^2$, and start at $x = 1$, so $u = 4$ and $y = 16$. Nudge $x$ by 0.01.

![Three bars, to scale. x = 1 moves by 0.01. An arrow, u = 3x + 1, slope 3: u = 4 moves by 0.03. An arrow, y = u squared, slope 8 at u = 4: y = 16 moves by about
0.24.](../../../img/slopes-chain.png)

The first function has the slope 3: it turns the nudge of 0.01 into a nudge of 0.03. The second function never sees $x\text{.}$ What reaches it is a nudge of 0.03 at $u = 4$, and there
its slope is $2u = 8$. So $y$ moves by about 0.24, which is 24 times the nudge of $x$. The slope of the nest is $8 \cdot 3 = 24$.

This is the **chain rule**: along a path, slopes multiply, and each slope is taken at the value that arrives there.

$$ \frac{dy}{dx} = \frac{dy}{du} \cdot \frac{du}{dx} $$

| symbol | read | in the example | what it is |
|---|---|---|---|
| $\frac{du}{dx}$ | *slope of u in x* | 3 | the inner slope, at $x$ |
| $\frac{dy}{du}$ | *slope of y in u* | $2u = 8$ | the outer slope, at $u$ |
| $\frac{dy}{dx}$ | *slope of y in x* | 24 | the slope of the nest |

All three are single numbers here. With more functions in the nest there are more factors, one for each.

**Check it with a pocket calculator.** At $x = 1.01$, $u = 4.03$ and $y = 16.2409$. The rise is 0.2409 and the run 0.01: a slope of 24.09, a little more than 24,
as forward differences were too steep in step 1.

**Predict.** $u = 5x - 3$ and $y = u^3$. What is the slope of $y$ in $x$, at $x = 1$?
"""

# %% predict="predict_chain"
predict_chain = 60

# %% check="predict_chain"
check("predict_chain", predict_chain)

# %% [markdown]
r"""
### Exercise: `chain`

The slope of $y = (x^2 + 1)^3$. The inner function and its slope are there. Two lines are missing: the outer slope, and `slope`, made of the two.

<details><summary>A nudge</summary>

Which value arrives at the cube: `x` or `u`?

</details>
<details><summary>The idea</summary>

Look up the slope of a cube in the table of step 1. It is taken at the value that arrives. Then two slopes lie on the path from `x` to `y`.

</details>
<details><summary>Nearly the code</summary>

The outer slope has a 3 and a square in it, and the thing that is squared is `u`. Along a path slopes multiply.

</details>
"""


# %% answer="chain"
def chain(x):
    """The slope of (x**2 + 1)**3 at x.

    x: a number.
    Returns a number.

    >>> chain(1.0)
    24.0
    """
    u = x**2 + 1
    inner_slope = 2 * x
    ### BEGIN SOLUTION
    outer_slope = 3 * u**2
    slope = outer_slope * inner_slope
    ### END SOLUTION
    return slope


# %% check="chain"
check("chain", chain)

# %% [markdown]
r"""
## 3. Slopes add up over paths

Now let a value be used **twice**. Here $x$ goes into $u$ and into $v$, and both go into $y = u \cdot v$:

![A graph. x = 2 leads to u = 3x = 6 with slope 3 and to v = x + 1 = 3 with slope 1. Both lead to y = u times v = 18, u with slope v = 3, v with slope u = 6. In the
middle: 3 times 3 plus 1 times 6 is 15.](../../../img/slopes-two-paths.png)

The slopes 3 and 1 of the first two arrows you know: both are lines. The other two are new: how does a product respond when one factor moves? Nudge $u$ in $u \cdot v$ by 0.01, and the product moves by $0.01 \cdot v$. So the slope in $u$ is $v$: **in a
product, each factor's slope is the other factor.**

Now nudge $x$ by 0.01. The nudge travels along both paths. By way of $u$, $y$ moves by $0.01 \cdot 3 \cdot 3 = 0.09$; by way of $v$, by $0.01 \cdot 1 \cdot 6 = 0.06$. Both pushes arrive at $y$,
and together they are 0.15: **they add up**. A pocket calculator agrees: $6.03 \cdot 3.01 = 18.1503$, which is 18 and about 0.15.

$$ \frac{dy}{dx} = \frac{dy}{du} \cdot \frac{du}{dx} + \frac{dy}{dv} \cdot \frac{dv}{dx} $$

| path | slopes along it | product |
|---|---|---|
| $x \to u \to y$ | $3$ and $v = 3$ | 9 |
| $x \to v \to y$ | $1$ and $u = 6$ | 6 |
| together | | **15** |

That is all there is to it: **multiply along a path, add over paths.** The rule for the square comes out of it too: $x^2$ is $x \cdot x$, two paths of slope $x$, so $2x$.

**Predict.** $y = x^2 + 4x$: one path through the square, one through $4x$. What is the slope at $x = 3$?
"""

# %% predict="predict_paths"
predict_paths = 10

# %% check="predict_paths"
check("predict_paths", predict_paths)

# %% [markdown]
r"""
### Exercise: `two_paths`

The slope of $y = a \cdot b$ with $a = 2x + 1$ and $b = x^2$. No lines are given this time. Draw the graph first, like the one above, and write a slope on each
of its four arrows.

<details><summary>A nudge</summary>

How many ways lead from $x$ to $y$? How many slopes lie on each?

</details>
<details><summary>The idea</summary>

On the way through $a$: the slope of $a$ in $x$, and the slope of the product in $a$, which is the other factor. The same for $b$.

</details>
<details><summary>Nearly the code</summary>

Work out `a` and `b`. Then one line for each path, each with two factors: one from the table of step 1, and `a` or `b`. Return the sum of the two. To check
yourself, measure the slope at 3:

```python
f = lambda x: (2 * x + 1) * x**2
central_difference(f, 3.0, 1e-5)
```

<br>

</details>
"""


# %% answer="two_paths"
def two_paths(x):
    """The slope of (2x + 1) * x**2 at x, by two paths.

    x: a number.
    Returns a number.

    >>> two_paths(1.0)
    8.0
    """
    ### BEGIN SOLUTION
    a = 2 * x + 1
    b = x**2
    through_a = b * 2
    through_b = a * (2 * x)
    return through_a + through_b
    ### END SOLUTION


# %% check="two_paths"
check("two_paths", two_paths)

# %% [markdown]
r"""
## 4. One neuron, forward and back

A neuron is a graph of small stations: products, a sum, ReLU. Numbers flow **forward**, from left to right, and each wire carries a value. Then slopes flow
**back**, from right to left: what stands under a wire is the slope *of the end in this value*. In code its name begins with a `d`: `dw` is the slope of the end in `w`.
(In $\frac{dy}{dx}$ only the whole fraction stands for a slope; a $dx$ alone had no meaning so far. From here on it has one: the slope of the end in $x$.)

The end is far away: after the neuron come other neurons, and at last the loss. All that the neuron needs to know of them is one number, `dvalue`: the slope of the
end in the neuron's own output. Here `dvalue` is 2: if the neuron's output moves by 0.01, the end moves by 0.02.

![A neuron as a graph, with x = (2, -1), w = (3, 4) and b = 1. Above each wire the value, forward: products 6 and -4, sum 3, ReLU 3. Below each wire the slope,
back: 2 at the output, 2 at the sum, at both products and at b. Then 4 and -2 at the weights, 6 and 8 at the inputs.](../../../img/slopes-graph.png)

| station | what it does with the slope that comes in from the right |
|---|---|
| ReLU | multiplies it by its own slope: 1 where the sum was above 0, else 0. It opens or closes the gate |
| $+$ | hands it on, unchanged, to everything that was added: a sum moves as far as any of its parts |
| $\times$ | multiplies it by the **other** factor |

Follow the picture from right to left with a finger: 2 through ReLU is 2; through the sum, 2 for each product and 2 for $b$; at the first product, $2 \cdot 2 = 4$ for
$w_1$ and $2 \cdot 3 = 6$ for $x_1$. Test one of them with a nudge: raise $w_1$ from 3 to 3.01. The product goes from 6 to 6.02, the sum and the output go
from 3 to 3.02, and the end moves by 0.04: 4 times the nudge.

Every wire's slope is worked out once and used by all that lies to its left. That is why slopes flow back and not forward: one walk from the end gives the slopes
of everything.
"""

# %% [markdown]
r"""
### The same in letters

$$ z = \mathbf{w} \cdot \mathbf{x} + b, \qquad dz = \text{dvalue} \cdot \text{slope of ReLU at } z $$

$$ dw_i = dz \cdot x_i, \qquad dx_i = dz \cdot w_i, \qquad db = dz $$

| symbol | in code | shape | what it is |
|---|---|---|---|
| $\mathbf{x}, \mathbf{w}$ | `x, w` | $(n,)$ | inputs and weights |
| $b$ | `b` | number | the bias |
| $z$ | `z` | number | the sum, before ReLU |
| $\text{dvalue}$ | `dvalue` | number | the slope of the end in the neuron's output |
| $d\mathbf{x}, d\mathbf{w}$ | `dx, dw` | $(n,)$ | shaped as what they are the slopes of |
| $db$ | `db` | number | the bias's slope |

**Predict.** $\mathbf{x} = (1, -2, 3)$, $\mathbf{w} = (-3, -1, 2)$, $b = 1$ and `dvalue` is 1. Make sure that the neuron fires. What is then the slope in the **second weight**?
"""

# %% predict="predict_weight_slope"
predict_weight_slope = -2

# %% check="predict_weight_slope"
check("predict_weight_slope", predict_weight_slope)


# %% [markdown]
r"""
### Exercise: `neuron_backward`

All slopes of one neuron. You may use `relu_slope`, or ask yourself whether the sum is above 0. Where the sum is exactly 0, ReLU's slope counts as 0.

<details><summary>A nudge</summary>

Before anything can flow back, you have to know whether the gate is open. Which number decides that?

</details>
<details><summary>The idea</summary>

Forward to $z$ first, with the bias. Then `dvalue` through the gate gives `dz`, and everything else is `dz` times something, or `dz` itself.

</details>
<details><summary>Nearly the code</summary>

`w @ x` is the sum of the products. `dz` is one number; times an array it gives an array. In a product each factor's slope is the other factor, so `dw` has
to do with `x`. Return three things with commas between, in the order `dx`, `dw`, `db`.

</details>
"""


# %% answer="neuron_backward"
def neuron_backward(x, w, b, dvalue):
    """A ReLU neuron's slopes: inputs, weights and bias.

    x, w: arrays (n,), left as they were.
    b: a number.
    dvalue: a number, the slope of the end in the neuron's
    output, relu(w.x + b).
    Returns dx (n,), dw (n,) and db, a number.

    >>> x, w = np.array([2.0, -1.0]), np.array([3.0, 4.0])
    >>> dx, dw, db = neuron_backward(x, w, 1.0, 2.0)
    >>> print(dw)
    [ 4. -2.]
    """
    ### BEGIN SOLUTION
    z = w @ x + b
    dz = dvalue * relu_slope(z)
    dx = dz * w
    dw = dz * x
    db = dz
    return dx, dw, db
    ### END SOLUTION


# %% check="neuron_backward"
check("neuron_backward", neuron_backward)

# %% [markdown]
r"""
### A step against the slope

Say the neuron's output should become smaller. A positive slope says *more of this makes the output larger*, so take some away; a negative one says the
opposite. Both times you go **against the slope**, a little way: 0.001 of it here. The first neuron below is printed in a well-known book, with the same
numbers. Look closely at its bias.
"""

# %% tags=["raises-exception"]
x = np.array([1.0, -2.0, 3.0])
w = np.array([-3.0, -1.0, 2.0])
for b in (1.0, 4.0):
    dx, dw, db = neuron_backward(x, w, b, 1.0)
    w_after, b_after = w - 0.001 * dw, b - 0.001 * db
    print("output", w @ x + b, " weights", w_after, end="")
    print("  bias", f"{b_after:.3f}")
    print("   now", round(float(w_after @ x + b_after), 6))

# %% [markdown]
r"""
Both outputs fell by 0.015. In the first neuron the bias went from 1 to 0.999. Somebody who takes away 0.001 times *the bias itself*, and not its slope, gets the same
0.999, because both happen to be 1; programs that do so can be found. The second neuron tells them apart: from 4 to 3.999 is right, and the mix-up would give 3.996.
A test in which two different things are equal cannot tell them apart.
"""

# %% [markdown]
r"""
## 5. All slopes at once

A network has many weights. The slopes of one function in all of them, collected in an array of the same shape, are called its **gradient**.

You can measure it, whatever the function is: move **one** entry and keep the others still.

$$ \frac{\partial f}{\partial x_i} \;\approx\; \frac{f(\mathbf{x} \text{ with } x_i + h) - f(\mathbf{x} \text{ with } x_i - h)}{2h} $$

| symbol | in code | shape | what it is |
|---|---|---|---|
| $f$ | `f` | a function | takes an array, gives one number |
| $\mathbf{x}$ | `x` | any | the place, an array |
| $\frac{\partial f}{\partial x_i}$ | `gradient`, entry $i$ | number | the slope in entry $i$; the curly d says *the others keep still* |

**On paper.** $f(\mathbf{x}) = x_1^3 + (x_1 + x_2)^2$ at $(1, 2)$. In $x_1$: there are two paths, one through the cube and one through the square. The bracket's own slope in $x_1$ is 1, so $3 x_1^2 + 2 (x_1 + x_2) \cdot 1 = 3 + 6 = 9$. In $x_2$ the cube keeps still: $2 (x_1 + x_2) \cdot 1 = 6$. The
gradient is $(9, 6)$.

### Exercise: `numerical_gradient`

Measure the slope in every entry of an array, one after the other. Such a tool works for any function and any shape, and it does not use the chain rule. That makes it the tool that you check everything else with. For training it is too slow: it
calls the function twice for every entry, and a network can have millions.

Below its check your tool is tried on a tangle, from the page of *micrograd*, a small library by Andrej Karpathy that works slopes out by the chain rule. The page prints the value 24.7041 and the slopes 138.8338 and 645.5773. What do you measure?

<details><summary>A nudge</summary>

For one entry this is your `central_difference`. What has to happen before you go on to the next entry?

</details>
<details><summary>The idea</summary>

Make an array of zeros shaped as `x`. For each place in it: a copy of `x` with this one entry moved up, another with it moved down, and the slope goes into this place.

</details>
<details><summary>Nearly the code</summary>

`for index in np.ndindex(x.shape):` goes through all places of any shape, and `x[index]` is the entry there. Work on copies, `x.copy()`. If you would rather change `x` and put it
back, keep the old entry in a variable: adding $h$ and taking it away again does not always give the same bits.

</details>
"""


# %% answer="numerical_gradient"
def numerical_gradient(f, x, h=1e-5):
    """The slopes of f in all entries of x, measured.

    f: a function of an array like x; f(x) is a number.
    x: array of any shape, left as it was, to the last bit.
    h: a number, the step.
    Returns an array shaped as x.

    >>> f = lambda x: 5 * x[0] - x[1]
    >>> slopes = numerical_gradient(f, np.ones(2))
    >>> print(slopes.round(3))
    [ 5. -1.]
    """
    ### BEGIN SOLUTION
    gradient = np.zeros_like(x)
    for index in np.ndindex(x.shape):
        up, down = x.copy(), x.copy()
        up[index] += h
        down[index] -= h
        gradient[index] = (f(up) - f(down)) / (2 * h)
    return gradient
    ### END SOLUTION


# %% check="numerical_gradient"
check("numerical_gradient", numerical_gradient)


# %% tags=["raises-exception"]
def tangle(point):
    a, b = point
    c = 2 * (2 * (a + b) + 1) + 1 - a
    d = 3 * (a * b + b**3) + max(a + b, 0.0)
    d = 4 * d + max(b - a, 0.0)
    square = (c - d) ** 2
    return square / 2 + 10 / square


place = np.array([-4.0, 2.0])
print("value  ", round(tangle(place), 4))
print("slopes ", numerical_gradient(tangle, place).round(4))

# %% [markdown]
r"""
### How far apart are two gradients?

Slopes that you worked out (*analytic*) should agree with slopes that you measured (*numeric*). A difference of 0.001 is much for slopes of 0.002 and
nothing for slopes of 1000. So compare it with their size, entry by entry, and look at the **worst** entry: one bad slope must not hide among a thousand good ones.

$$ \text{error} = \max_i \frac{|a_i - c_i|}{\max(|a_i| + |c_i|,\; 10^{-8})} $$

| symbol | in code | shape | what it is |
|---|---|---|---|
| $a_i$ | an entry of `analytic` | number | the slope at place $i$, worked out |
| $c_i$ | an entry of `numeric` | number | the same slope by a central difference |
| $\lvert a_i \rvert$ | `np.abs` | number | the size of $a_i$, without the sign |
| $10^{-8}$ | `1e-8` | number | a floor: two slopes of 0 give $0 / 10^{-8} = 0$, and not 0 divided by 0 |

**On paper.** Analytic $(10, 1)$, numeric $(12, 3)$: the differences are 2 and 2, the sums of the sizes 22 and 4, the quotients 0.091 and 0.5. The error is 0.5.

**Predict.** You made one sign error: your slope is $-3$, and you measure $3$. What is the error? Give one decimal.
"""

# %% predict="predict_sign_error"
predict_sign_error = 1.0

# %% check="predict_sign_error"
check("predict_sign_error", predict_sign_error)

# %% [markdown]
r"""
### Exercise: `gradient_error`

Write the formula above for arrays of any shape.

How to read an error: right slopes give one below about $10^{-7}$. Above $10^{-4}$ there are three possible reasons:

- a mistake;
- a kink, a corner such as ReLU's at 0, where left and right disagree;
- a slope that is nearly 0 itself, below about $10^{-7}$: rounding is then a large part of what you measure. At the bottom of a valley that is so for every slope. So check at a place where the slopes are not tiny.

Between the two limits, look at the worst entry. If its slope is tiny, it is rounding; if not, look for a mistake.

The cell below the check holds your `neuron_backward` against your own tools: it moves one input, one weight or the bias at a time.

<details><summary>A nudge</summary>

There are two different maxima in the formula. One compares two numbers at each place, the other looks over all places.

</details>
<details><summary>The idea</summary>

NumPy has a function for each: `np.maximum(array, number)` keeps the shape, `np.max(array)` gives one number.

</details>
<details><summary>Nearly the code</summary>

First the sizes: the absolute value of each array, then the sum, then at least `1e-8`. Then the absolute difference divided by the sizes, an array. Last the largest of it.

</details>
"""


# %% answer="gradient_error"
def gradient_error(analytic, numeric):
    """The largest relative difference of two gradients.

    analytic, numeric: arrays of the same shape, whatever
    it is. They are left as they were.
    Returns a number: the largest
    abs(a - c) / max(abs(a) + abs(c), 1e-8).
    Quiet, also where both are 0.

    >>> a, c = np.array([10.0, 1.0]), np.array([12.0, 3.0])
    >>> print(gradient_error(a, c))
    0.5
    """
    ### BEGIN SOLUTION
    size = np.maximum(np.abs(analytic) + np.abs(numeric), 1e-8)
    return np.max(np.abs(analytic - numeric) / size)
    ### END SOLUTION


# %% check="gradient_error"
check("gradient_error", gradient_error)

# %% tags=["raises-exception"]
x = np.array([1.0, -2.0, 3.0])
w, b = np.array([-3.0, -1.0, 2.0]), np.ones(1)
slopes = neuron_backward(x, w, b[0], 1.0)
measured = (
    numerical_gradient(lambda x: max(w @ x + b[0], 0.0), x),
    numerical_gradient(lambda w: max(w @ x + b[0], 0.0), w),
    numerical_gradient(lambda b: max(w @ x + b[0], 0.0), b),
)
for place, name in enumerate(("dx", "dw", "db")):
    analytic = np.atleast_1d(slopes[place])
    error = gradient_error(analytic, measured[place])
    verdict = "agrees" if error < 1e-7 else "does not agree"
    print(name, measured[place].round(6), verdict)

# %% [markdown]
r"""
### The way downhill

Lesson 05 ended with a landscape: the loss of one neuron, over its weight and its bias, on ten learners and their hours of practice. In fog, on such a slope, you would feel
with your feet which way it falls, and take a small step. The gradient is that feeling. It points **uphill**, so go against it.

`height` is that landscape: the neuron's output is the score of class 1, and class 0 keeps the score 0, as in lesson 05. From weight -1 and bias 2, take one step against the gradient: a short one, and longer and longer ones.
"""


# %% tags=["raises-exception"]
def height(point):
    outputs = point[0] * pictures.HOURS + point[1]
    scores = np.stack([0 * outputs, outputs], axis=1)
    return cross_entropy_from_scores(scores, pictures.PASSED)


here = np.array([-1.0, 2.0])
slopes = numerical_gradient(height, here)
print(f"loss {height(here):.3f}, gradient {slopes.round(3)}")
for rate in (0.01, 0.1, 1.0, 10.0):
    loss = height(here - rate * slopes)
    print(f"{rate:>5} times the gradient: loss {loss:.3f}")
landscape = pictures.landscape(height, numerical_gradient)
show(landscape, alt=pictures.LANDSCAPE)

# %% [markdown]
r"""
The first three steps go down, and the longer ones go down further. The last one is too long: it lands high up on the other side of the valley, at weight 8.4 and bias 2.9.
In the picture you look down on the landscape; bright is low, and the arrows go against your gradient, all drawn equally long. The cross is the start, and the two dots are
where 1 times and 10 times the gradient lead; the two shorter steps end beside the cross. A slope tells the truth about
the place where you stand, and less and less about places further away. How long a step should be is what lesson 08 is about.
"""

# %% [markdown]
r"""
## Find the bug

A friend trains the smallest neuron there is: one weight, no bias, no activation. The prediction is $w \cdot x$, and the loss is $(\text{target} - w \cdot x)^2$. The friend knows
to go against the slope. The number by which the slope is multiplied before it is taken away, 0.001 in step 4 and `rate` above, is called the **learning rate**, in code `lr`.

Run the next two cells. In the first, the loss climbs. Before you look for the reason, the second one asks your own tools about the slope, at $w = 1$.
"""


# %% given="step_of_a_friend"
def step_of_a_friend(w, x, target, lr):
    error = target - w * x  # the prediction is too low by
    slope = 2 * error * x  # the slope of error ** 2 in w
    new_w = w - lr * slope  # against the slope
    return slope, new_w


w = 1.0
for _ in range(4):
    loss = (5.0 - w * 2.0) ** 2
    slope, new_w = step_of_a_friend(w, 2.0, 5.0, lr=0.05)
    print(f"w {w:6.3f}  loss {loss:6.3f}  slope {slope:6.3f}")
    w = new_w


# %% tags=["raises-exception"]
def loss_at(w):
    return float((5.0 - w[0] * 2.0) ** 2)


slope, _ = step_of_a_friend(1.0, 2.0, 5.0, lr=0.05)
measured = numerical_gradient(loss_at, np.ones(1))
error = gradient_error(np.array([slope]), measured)
found = measured.round(3)[0]
print("the friend's slope", slope, "  measured", found)
print("error", round(float(error), 6))

# %% [markdown]
r"""
**Predict.** Where does it come from? The loss is a nest: $w$, then the error, then the square.

- **A** From the outer slope: the slope of a square is not twice what is squared.
- **B** From the inner slope: the slope of the error in $w$ is not $x$.
- **C** From `lr`: with a smaller one the loss would fall.
- **D** From the last line: the step should go along with the slope of the loss, not against it.

Answer with a letter, such as `"A"`.
"""

# %% predict="predict_bug"
predict_bug = "B"

# %% check="predict_bug"
check("predict_bug", predict_bug)

# %% [markdown]
r"""
### Exercise: `repair_step`

Repair it. Copy the friend's lines into your cell and change as little as you can. Both results are judged: the slope should be that of the loss, and the weight should
go downhill.

<details><summary>A nudge</summary>

Let $w$ grow, with a positive $x$. Does `target - w * x` grow or shrink?

</details>
<details><summary>The idea</summary>

Two slopes lie on the path from $w$ to the loss: that of the error in $w$, and that of the square in the error. One of them has lost its sign.

</details>
<details><summary>Nearly the code</summary>

Measure what you get: at $w = 1$, $x = 2$, target 5 the slope should be -12. If you turn the sign in the last line only, the weight comes out right and the slope does not: the
next person to use it would be misled.

</details>
"""


# %% answer="repair_step"
def repair_step(w, x, target, lr):
    """The friend's step, repaired: one step downhill.

    w, x, target, lr: numbers.
    The loss is (target - w * x) ** 2.
    Returns slope and new_w: the slope of the loss in w,
    and the weight after the step.

    >>> slope, new_w = repair_step(1.0, 2.0, 5.0, 0.05)
    >>> print(slope)
    -12.0
    """
    ### BEGIN SOLUTION
    error = target - w * x
    slope = 2 * error * -x
    new_w = w - lr * slope
    return slope, new_w
    ### END SOLUTION


# %% check="repair_step"
check("repair_step", repair_step)

# %% [markdown]
r"""
## Play

The neuron of step 4, with the weights $(-3, -1, 2)$ and a `dvalue` of 1. Its slopes come from your `neuron_backward`. Below the sliders stands the same as a still picture.
Move the sliders, and find out:

- Move the inputs, one after the other. When do the slopes under the *inputs* change, and when not? Why?
- Make the neuron fall silent with the bias alone. What becomes of the slopes?
- Set $x_2$ to 0. Which slope becomes 0 with it, and what does that mean for the weight?
"""

# %% tags=["raises-exception"]
play(
    lambda **values: pictures.neuron(neuron_backward, **values),
    alt="A neuron as a graph with inputs {x1}, {x2}, {x3} and "
    "bias {bias}: values above the wires, slopes below.",
    x1=(-4.0, 4.0, 0.5, 1.0),
    x2=(-4.0, 4.0, 0.5, -2.0),
    x3=(-4.0, 4.0, 0.5, 3.0),
    bias=(-10.0, 10.0, 0.5, 1.0),
)

# %% tags=["raises-exception"]
show(
    pictures.neuron(neuron_backward, 1.0, -2.0, 3.0, bias=1.0),
    alt="A neuron as a graph, inputs 1, -2, 3, weights -3, -1, 2, "
    "bias 1. Forward: products -3, 2, 6, sum 6, ReLU 6. Back, "
    "under the wires: 1 from the output to the sum, the "
    "products and the bias; -3, -1, 2 at the inputs; 1, -2, 3 "
    "at the weights.",
)

# %% [markdown] task="slopes-words" points=3
r"""
## In your own words

Why do slopes multiply along a path, and why do they add up over paths? Explain it to somebody who has never heard of calculus, with an example of your own, with numbers, in which one value
reaches the result along two paths. Four to eight sentences.

### BEGIN MARK SCHEME
One point each:

1. Multiply: each station changes the size of the nudge that reaches it by its own slope, so a nudge that passes two stations is changed by one factor after the other.
2. Add: a nudge of the value travels along every path at the same time, and at the end all the pushes arrive together.
3. An example with two paths and its numbers right: each path's product, their sum, and (in words or by a small step) what this says about the result.

A statement of the rules ("multiply along, add over") without a reason earns at most the third point.
### END MARK SCHEME
"""

# %% [markdown] words="slopes-words"
r"""
Imagine a baker who sells x loaves at 3 coins each and gives 2 sweets with every loaf; a sweet costs 0.1 coins. Bake one loaf more: the till gets 3 coins more along the first path. Along the
second path there are two stations: one loaf makes 2 sweets, and each sweet makes -0.1 coins, so one loaf makes 2 times -0.1 = -0.2 coins. They multiply because the second station does not see the
loaf, it sees 2 sweets. Both things happen for the same loaf, and both end in the same till, so they add up: 3 - 0.2 = 2.8 coins for each loaf. That is the slope of the profit in x.
"""

# %% [markdown]
r"""
## What you built

| piece | takes | gives |
|---|---|---|
| `central_difference` | a function of one number, two numbers | a slope |
| `chain`, `two_paths` | a number | a slope |
| `neuron_backward` | $(n,)$, $(n,)$, a number, a number | slopes $(n,)$, $(n,)$, a number |
| `numerical_gradient` | a function of an array, an array of any shape | slopes of the same shape |
| `gradient_error` | two arrays of one shape | a number |

**Common mistakes**

- The outer slope taken at $x$: it is taken at the value that arrives there.
- A path forgotten, where a value is used more than once.
- An inner slope forgotten, or its sign: the step then has a wrong length, or goes uphill.
- A bias moved by its own value, not by its slope: hidden where both are 1.
- A step $h$ that is too small: for numbers of ordinary size, the further below $10^{-5}$, the more digits rounding eats.

**Words for the glossary**

| word | meaning |
|---|---|
| slope, *derivative* | how far the result moves, for each bit that the value moves |
| forward, central difference | a slope measured to one side, to both sides |
| chain rule | along a path slopes multiply |
| gradient | the slopes in all entries, in an array of the same shape |
| analytic, numeric | worked out by rules, measured by small steps |
| learning rate, `lr` | the number by which the gradient is multiplied before a step takes it away |

**What the big libraries call it**

| here | elsewhere |
|---|---|
| `neuron_backward` | PyTorch: `loss.backward()`, for every station at once. JAX: `jax.grad`. TensorFlow: `tf.GradientTape` |
| `dw` | PyTorch: `w.grad` |
| `numerical_gradient` with `gradient_error` | PyTorch: `torch.autograd.gradcheck`. SciPy: `scipy.optimize.check_grad` |

The two checks measure slopes and compare them with others that were worked out. The other tools work slopes out by rules, station by station, as you did; this is called *automatic differentiation*. Relative errors are defined in several ways: some divide by the larger of the two
sizes, some by the mean. PyTorch's check takes an absolute and a relative tolerance; SciPy's measures forward differences and gives an absolute error.

**Sources**

- W. Press, S. Teukolsky, W. Vetterling and B. Flannery (2007), *Numerical Recipes*, third edition, Cambridge, section 5.7, on the best step.
- D. Rumelhart, G. Hinton and R. Williams (1986), *Learning representations by back-propagating errors*, Nature 323, 533-536.
- H. Kinsley and D. Kukieła (2020), *Neural Networks from Scratch in Python*, chapter 9: the neuron with the weights (-3, -1, 2).
- A. Karpathy, *micrograd* (github.com/karpathy/micrograd): the tangle, and a library of slopes that can be read in one sitting.
"""

# %% [markdown]
r"""
## Extras

One more exercise, if you like. Nothing later needs it.

### Exercise (x): `slopes_order`

Slopes can also travel *forward*, hand in hand with the values. Put the lines in order.

<details><summary>Open the exercise</summary>

The `def` line comes first. In the right order the lines work out $y = 5 (x + 2)^2$ and its slope. Your function returns the letters, in order, as text. The check puts the lines together
as you say and runs them: for $x = 1$ they should give the value 45 and the slope 30.

(In one line Python first works out everything on the right, with the old `value` and `slope`, and then gives both their new values.)

```python
def value_and_slope(x):
A    value, slope = 5 * value, 5 * slope
B    value, slope = x, 1.0
C    return value, slope
D    value, slope = value + 2, slope
E    value, slope = value**2, 2 * value * slope
```

<br>

</details>
<details><summary>A nudge</summary>

Which line needs nothing but `x`? Its slope is 1: the slope of `x` in `x`.

</details>
<details><summary>The idea</summary>

A nest is worked out from the inside. What happens to $x$ first, what next, what last?

</details>
<details><summary>Nearly the code</summary>

Brackets before powers, powers before products; and nothing after the `return` is run.

</details>
"""


# %% answer="slopes_order"
def slopes_order():
    """The letters A to E in an order that works.

    Takes nothing.
    Returns text, such as "A B C D E".
    """
    ### BEGIN SOLUTION
    return "B D E A C"
    ### END SOLUTION


# %% check="slopes_order"
check("slopes_order", slopes_order)

# %%
progress()
