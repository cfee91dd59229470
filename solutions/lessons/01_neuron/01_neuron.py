# %% [markdown]
r"""
# 01 One neuron

A single neuron is a very small calculation, and by the end of this lesson you will have written it, bent it to your will and found
something that it cannot do.

**You will be able to**

- work out what a neuron answers, on paper and in code, for any number of inputs;
- say what a weight does and what a bias does;
- draw the line at which a neuron changes its mind, and set its weights so that it decides as you wish;
- show why no single neuron, whatever its weights, can do XOR.

**You need** Python functions, loops and lists, and lesson 00.

**Time** about 75 minutes.

![Three circles on the left, the inputs x1, x2 and x3. An arrow goes from each to one larger circle that says add up; on the arrows
stand the weights w1, w2 and w3. The bias b comes in from below, and one arrow leaves to the right: the output z.](../../../img/neuron-one-neuron.png)
"""

# %%
import numpy as np

from neuronlab import check, play, progress, show
from neuronlab.plots import neuron as pictures

# %% [markdown]
r"""
## Remember

Three quick questions on lesson 00. Write each answer into its cell, then run the check below it.

1. How many entries does the list `[1, 2, 3] * 2` have?
2. `X` has the shape `(4, 3)`. What shape does `X.mean(axis=0)` have? Write it as Python shows a shape, in round brackets.
3. After these three lines, what is `a[0]`?

   ```python
   a = np.array([1, 2, 3])
   b = a[:2]
   b[0] = 9
   ```
"""

# %% predict="remember_list"
remember_list = 6

# %% check="remember_list"
check("remember_list", remember_list)

# %% predict="remember_axis"
remember_axis = (3,)

# %% check="remember_axis"
check("remember_axis", remember_axis)

# %% predict="remember_view"
remember_view = 9

# %% check="remember_view"
check("remember_view", remember_view)

# %% [markdown]
r"""
## 1. One input

Say you want a small machine that decides whether to water a plant. It gets one number: how dry the soil is, from 0 (wet) to 1 (dust).

The machine turns that number into another one, in two moves.

- It **weighs** the input: it multiplies it by a number of its own, the *weight*. A large weight says *this matters*. A negative one says
  *this speaks against it*.
- It **adds** a second number of its own, the *bias*. The bias is what the machine says when the input is 0. It is the machine's mood.

That is a neuron with one input, as far as this lesson goes. Lesson 04 adds one more move.

As a formula:

$$ z = w \, x + b $$

| symbol | in code | shape | what it is |
|---|---|---|---|
| $x$ | `x` | number | the input |
| $w$ | `weight` | number | how strongly the input counts, and in which direction |
| $b$ | `bias` | number | what is added, whatever the input |
| $z$ | the answer | number | the output |

**On paper.** The soil is half dry, $x = 0.5$. The neuron has $w = 3$ and $b = -1$. It weighs: $3 \cdot 0.5 = 1.5$. It adds the bias:
$1.5 - 1 = 0.5$.

The weight and the bias belong to the neuron and stay. The input comes from outside and changes. *Training*, later in this course, means finding
good weights and biases.
"""

# %% [markdown]
r"""
### What each of them moves

Draw the output over the input, and you see a straight line. The weight is its slope: it tilts the line. The bias is its height at $x = 0$: it
lifts or lowers the whole line and does not tilt it.

![Two panels, the output z over the input x. Left, three lines through the same point at x = 0: weight 2 rises steeply, weight 0.5 rises
gently, weight -1 falls. Right, three parallel lines with biases 3, 1 and -2, one above the other.](../../../img/neuron-weight-and-bias.png)

**Predict.** A neuron has the weight 0.5 and the bias -3. What is its output for the input 2? Give one decimal.
"""

# %% predict="predict_one_input"
predict_one_input = -2.0

# %% check="predict_one_input"
check("predict_one_input", predict_one_input)

# %% [markdown]
r"""
### Exercise: `neuron_one_input`

Now in code. The first move is there; the second one is yours.

<details><summary>A nudge</summary>

Two moves make a neuron. Which one does the given line make?

</details>
<details><summary>The idea</summary>

`weighted` is the input after the weight. One number has not been used yet.

</details>
<details><summary>Nearly the code</summary>

Give `output` its value in one line, from `weighted` and `bias`. A negative bias brings its minus sign along, so you need no other one.

</details>
"""


# %% answer="neuron_one_input"
def neuron_one_input(x, weight, bias):
    """The output of a neuron with one input.

    x, weight, bias: numbers.
    Returns a number.

    >>> z = neuron_one_input(0.67378, 0.54623, 0.64272)
    >>> round(z, 10)
    1.0107588494
    """
    weighted = weight * x
    ### BEGIN SOLUTION
    output = weighted + bias
    ### END SOLUTION
    return output


# %% check="neuron_one_input"
check("neuron_one_input", neuron_one_input)

# %% [markdown]
r"""
## 2. Any number of inputs

Dry soil is one reason to water. A hot day is another. Rain in the forecast speaks against it. A neuron can listen to all three: each input has a
weight of its own, and all the weighted inputs are **added up**. There is still one bias, because there is one neuron.

$$ z = w_1 x_1 + w_2 x_2 + \dots + w_n x_n + b = \sum_{i=1}^{n} w_i x_i + b $$

| symbol | in code | shape | what it is |
|---|---|---|---|
| $n$ | `len(inputs)` | number | how many inputs |
| $x_i$ | `inputs[i-1]` | number | the $i$-th input |
| $w_i$ | `weights[i-1]` | number | its weight |
| $b$ | `bias` | number | the neuron's bias |
| $z$ | the answer | number | the output |

The sign $\sum$ says: let $i$ go from 1 to $n$ and add up what stands behind it. Formulas count from 1 and Python counts from 0, so $x_1$
is `inputs[0]`. The bias stands outside the sum.
"""

# %% [markdown]
r"""
**On paper.** Dryness 0.8 with weight 2, heat 0.6 with weight 1, rain 0.5 with weight -3, and a bias of -0.2:

| | input | weight | product |
|---|---|---|---|
| dry soil | 0.8 | 2 | 1.6 |
| heat | 0.6 | 1 | 0.6 |
| rain ahead | 0.5 | -3 | -1.5 |
| bias | | | -0.2 |
| **output** | | | **0.5** |

Two inputs push the output up, one pulls it down.

![A staircase of bars. Dry soil lifts the sum by 1.6, heat by another 0.6, rain ahead lowers it by 1.5, the bias by 0.2. The last bar is the output,
0.5.](../../../img/neuron-pushes.png)

**Predict.** A neuron has the inputs `[1, 2, 3]`, the weights `[0.2, 0.8, -0.5]` and the bias 2. What is its output? Take a sheet of paper. Give one
decimal.
"""

# %% predict="predict_neuron"
predict_neuron = 2.3

# %% check="predict_neuron"
check("predict_neuron", predict_neuron)

# %% [markdown]
r"""
### Exercise: `neuron_loop`

Write the neuron in plain Python, with a loop. Three inputs could be written out by hand, one after the other. Yours should take any number of them: your
first neuron had one, the one above has three, and the last lesson needs 64.

If adding up in a loop is new to you, take the first extra at the end of this notebook before this one: there the lines are given and only their order is yours.

<details><summary>A nudge</summary>

Think of a till at a supermarket. What does its display show before the first item? What happens to it with every item?

</details>
<details><summary>The idea</summary>

Keep a running sum. Go through inputs and weights side by side; in each round one product joins the sum. The bias joins once. Where does it have to
stand so that no round repeats it?

</details>
<details><summary>Nearly the code</summary>

`zip(inputs, weights)` hands you the pairs: first with first, second with second. In the loop, `+=` adds to the sum; a plain `=` would
forget what was there. The `return` is indented as far as the `for`.

</details>
"""


# %% answer="neuron_loop"
def neuron_loop(inputs, weights, bias):
    """The output of one neuron, in plain Python.

    inputs, weights: lists of n numbers, n is 1 or more.
    bias: a number.
    Returns a number. The lists are left as they were.

    >>> neuron_loop([2.0, 3.0], [0.5, 4.0], -1.0)
    12.0
    """
    ### BEGIN SOLUTION
    total = 0.0
    for x, w in zip(inputs, weights, strict=True):
        total += x * w
    return total + bias
    ### END SOLUTION


# %% check="neuron_loop"
check("neuron_loop", neuron_loop)

# %% [markdown]
r"""
Four neurons from other people's lessons (see *Sources*): what yours answers, and what exact arithmetic gives.
"""

# %% tags=["raises-exception"]
pictures.published(neuron_loop)

# %% [markdown]
r"""
## 3. The dot product

Multiply pair by pair, then add up: this occurs so often that it has a name, the **dot product**, and a sign.

$$ z = \mathbf{w} \cdot \mathbf{x} + b \qquad \text{where} \qquad \mathbf{w} \cdot \mathbf{x} = \sum_{i=1}^{n} w_i x_i $$

| symbol | in code | shape | what it is |
|---|---|---|---|
| $\mathbf{x}$ | `inputs` | $(n,)$ | all inputs, as one array |
| $\mathbf{w}$ | `weights` | $(n,)$ | their weights, in the same order |
| $\mathbf{w} \cdot \mathbf{x}$ | `a @ b` for two arrays | number | the weighted sum |
| $b$ | `bias` | number | the bias |
| $z$ | the answer | number | the output |

`np.dot(a, b)` is another way to write `a @ b`.

It is the same neuron as before. Only the loop has moved into NumPy, where a long one runs much faster.

**On paper.** $(3, 1, 2) \cdot (0.5, 2, -1) = 1.5 + 2 - 2 = 1.5$.

Two things look alike and are not. `*` multiplies entry by entry and leaves an array. `@` goes on to add up and leaves a number.
"""

# %%
left = np.array([3.0, 1.0, 2.0])
right = np.array([0.5, 2.0, -1.0])
print("left * right   ", left * right)
print("left @ right   ", left @ right)

# %% [markdown]
r"""
### A trap: arrays of whole numbers

A NumPy array holds one kind of number. `np.array([1, 2, 3])` holds whole numbers (*integers*), and it goes on to hold whole numbers whatever you
put into it. People often start with an array of zeros and fill it: `np.zeros_like(a)` makes one of the same shape and the same kind as `a`. If `a`
holds whole numbers, so does the new array.

**Predict.** What is `counts[0]` after these two lines? Write the number that is stored there.

```python
counts = np.array([1, 2, 3])
counts[0] = 1.9
```
"""

# %% predict="predict_integers"
predict_integers = 1.0

# %% check="predict_integers"
check("predict_integers", predict_integers)

# %% [markdown]
r"""
### Exercise: `neuron_dot`

The neuron once more, with arrays and without a loop. The inputs may be whole numbers; the decimals of weights and bias must survive that.

<details><summary>A nudge</summary>

The formula of this step has two parts with a plus between them. So has the answer.

</details>
<details><summary>The idea</summary>

One dot product makes one number of two arrays. The bias joins that number, not the arrays.

</details>
<details><summary>Nearly the code</summary>

NumPy has `np.dot(a, b)` and `a @ b` for it, and both make floating-point numbers as soon as one of the two arrays holds some. You need no
`zeros_like`, no `astype` and no `int`.

</details>
"""


# %% answer="neuron_dot"
def neuron_dot(inputs, weights, bias):
    """The output of one neuron, with NumPy.

    inputs: array (n,), of floating-point or whole numbers.
    weights: array (n,).
    bias: a number.
    Returns a number. The arrays are left as they were.

    >>> inputs = np.array([0.34, 0.45, 0.69])
    >>> weights = np.array([0.24, 0.53, 0.78])
    >>> print(round(neuron_dot(inputs, weights, 0.72), 4))
    1.5783
    """
    ### BEGIN SOLUTION
    return np.dot(weights, inputs) + bias
    ### END SOLUTION


# %% check="neuron_dot"
check("neuron_dot", neuron_dot)

# %% [markdown]
r"""
## 4. A neuron draws a line

An output of 0.5 is a number, and no decision yet. To decide, a neuron needs a rule: it **fires** when its output is above 0, and stays silent
otherwise. So 0.5 waters the plant.

$$ \text{fires} \quad \text{when} \quad \mathbf{w} \cdot \mathbf{x} + b > 0 $$

With two inputs, every possible input is a point $(x_1, x_2)$ on a sheet of paper. On one part of the sheet the neuron fires, on the other it is
silent. Between them lie the points where the output is exactly 0, and these form a straight line:

$$ w_1 x_1 + w_2 x_2 + b = 0 $$

| symbol | in code | shape | what it is |
|---|---|---|---|
| $x_1, x_2$ | `inputs` | $(2,)$ | a point on the sheet |
| $w_1, w_2$ | `weights` | $(2,)$ | the neuron's weights |
| $b$ | `bias` | number | the neuron's bias |
"""

# %% [markdown]
r"""
**On paper.** The weights are $(1, 2)$ and the bias is $-4$. Where is the output 0? Leave $x_2$ alone on one side, one move at a time:

| move | equation |
|---|---|
| the line | $1 \cdot x_1 + 2 \cdot x_2 - 4 = 0$ |
| everything without $x_2$ goes to the other side, and its sign turns | $2 \cdot x_2 = -x_1 + 4$ |
| divide every term by 2 | $x_2 = -0.5 \, x_1 + 2$ |

So the line has the **slope** -0.5 (one step to the right, half a step down) and the **intercept** 2 (its height where $x_1 = 0$).

![The plane of x1 and x2 with a falling line through (0, 2) and (4, 0), marked z = 0. Above it the plane is shaded and the neuron fires, below it is silent.
An arrow from (2, 1) to (3, 3), the weights (1, 2), stands at a right angle to the line and points into the shaded part.](../../../img/neuron-dividing-line.png)

The weights, drawn as an arrow, stand at a right angle to the line and point to the side where the neuron fires. The bias moves the line
without turning it.

**Predict.** Does this neuron, weights $(1, 2)$ and bias $-4$, fire at the point $(3, 1)$? Answer `True` or `False`.
"""

# %% predict="predict_side"
predict_side = True

# %% check="predict_side"
check("predict_side", predict_side)

# %% [markdown]
r"""
### Exercise: `decision_line`

Do for any two weights what the table above does for $(1, 2)$. The second weight is never 0, so the line is never upright.

<details><summary>A nudge</summary>

Go through the table again with letters in place of the numbers. Which letter divides?

</details>
<details><summary>The idea</summary>

$x_2$ is the one to be left alone. The slope is what ends up before $x_1$, the intercept is what is left. Both crossed to the other side, and
both were divided by the same weight.

</details>
<details><summary>Nearly the code</summary>

Take `weights[0]` and `weights[1]`. Two fractions, each with a minus sign and with the same number underneath. Return them with a comma between: the slope
first.

</details>
"""


# %% answer="decision_line"
def decision_line(weights, bias):
    """The line where a neuron with two inputs answers 0:
    x2 = slope * x1 + intercept.

    weights: array (2,), its second entry is not 0.
    It is left as it was.
    bias: a number.
    Returns two numbers, slope and intercept.

    >>> weights = np.array([1.0, 2.0])
    >>> slope, intercept = decision_line(weights, -4.0)
    >>> print(slope, intercept)
    -0.5 2.0
    """
    ### BEGIN SOLUTION
    slope = -weights[0] / weights[1]
    intercept = -bias / weights[1]
    return slope, intercept
    ### END SOLUTION


# %% check="decision_line"
check("decision_line", decision_line)

# %% [markdown]
r"""
## 5. Gates

In 1943 Warren McCulloch and Walter Pitts showed that neurons that fire or stay silent can calculate with *true* and *false*. Write 1 for true and 0 for
false; two inputs then form four possible pairs, and a table of the four answers says all that we ask of a neuron here. A neuron that makes a known table is called a **gate**.

![Three squares of four points at (0, 0), (0, 1), (1, 0) and (1, 1), filled where the gate should fire. AND: only (1, 1) is filled. OR: all but (0, 0).
XOR: (0, 1) and (1, 0), which lie across from each other.](../../../img/neuron-truth-tables.png)

**AND** fires when both inputs are 1. **OR** fires when at least one is. **XOR** (*exclusive or*) fires when exactly one is.
"""

# %% [markdown]
r"""
**On paper.** The gate *the first, but not the second*, with weights $(1, -1)$ and bias $-0.5$:

| $x_1$ | $x_2$ | $1 \cdot x_1 - 1 \cdot x_2 - 0.5$ | fires |
|---|---|---|---|
| 0 | 0 | -0.5 | no |
| 0 | 1 | -1.5 | no |
| 1 | 0 | 0.5 | yes |
| 1 | 1 | -0.5 | no |

The first row tells what the bias does: with no input there is nothing but the bias. The second weight is negative, because the second
input speaks against firing. Many other numbers would do as well: a gate asks only which outputs are above 0.

**Predict.** A neuron has the weights $(-1, -1)$ and the bias $0.5$. On how many of the four pairs does it fire?
"""

# %% predict="predict_gate"
predict_gate = 1

# %% check="predict_gate"
check("predict_gate", predict_gate)

# %% [markdown]
r"""
### Exercise: `and_gate`

This time you are given no numbers: you choose them. Find two weights and a bias so that the neuron is an AND. There are many right answers.

<details><summary>A nudge</summary>

Start with the easy question: on $(0, 0)$ only the bias is left. Which sign must it have, so that the neuron is silent there?

</details>
<details><summary>The idea</summary>

Each input pushes up, and one push alone must not be enough, but two must be. How far down must the bias start?

</details>
<details><summary>Nearly the code</summary>

Take two equal positive weights. Now write down what the bias must satisfy: weight + bias must not be above 0, and weight + weight + bias must be. Any
number between these two bounds is right.

</details>
"""


# %% answer="and_gate"
def and_gate():
    """A neuron that fires on (1, 1) and on no other pair.

    Takes nothing.
    Returns the weights, a list or an array of two
    numbers, and the bias, a number.

    >>> weights, bias = and_gate()
    >>> len(weights)
    2
    """
    ### BEGIN SOLUTION
    weights = [1.0, 1.0]
    bias = -1.5
    return weights, bias
    ### END SOLUTION


# %% check="and_gate"
check("and_gate", and_gate)

# %% [markdown]
r"""
Your two pieces together: your neuron works out your gate. How far from 0 are the four outputs?
"""

# %% tags=["raises-exception"]
pictures.gate_table(neuron_dot, and_gate)

# %% [markdown]
r"""
### A gate that no neuron makes

Look at XOR in the picture above once more, and lay a ruler on the screen: can one straight line have the two filled points on one side and the two empty ones on
the other?

It seems not. But perhaps nobody has tried hard enough. A table settles it. Each of its four rows says what must be true of $w_1$, $w_2$ and $b$, since
*fires* means *above 0*, and *silent* means *0 or below*.

| row | $x_1$ | $x_2$ | XOR | the condition is |
|---|---|---|---|---|
| 1 | 0 | 0 | silent | **A** $b > 0$ or **B** $b \le 0$ |
| 2 | 0 | 1 | fires | **C** $w_2 + b > 0$, **D** $w_2 + b \le 0$, **E** $w_1 + b > 0$ or **F** $w_1 + b \le 0$ |
| 3 | 1 | 0 | fires | **C**, **D**, **E** or **F** |
| 4 | 1 | 1 | silent | **G** $w_1 + w_2 + b > 0$ or **H** $w_1 + w_2 + b \le 0$ |

Now add the left sides of rows 2 and 3. Then add the left sides of rows 1 and 4. Both sums come out as the same expression: **I** $w_1 + w_2 + b$, **J**
$w_1 + w_2 + 2b$ or **K** $2w_1 + 2w_2 + 2b$.

**Predict.** Write five letters with spaces between: one for each row, and one for the sum. `"A C D G I"` has the right form.
"""

# %% predict="predict_xor_table"
predict_xor_table = "B C E H J"

# %% check="predict_xor_table"
check("predict_xor_table", predict_xor_table)

# %% [markdown]
r"""
Read what you have found. Rows 2 and 3 are both above 0, so their sum is **above 0**. Rows 1 and 4 are both 0 or below, so their sum is **0 or below**. But it is
the same sum. No number is above 0 and not above 0, so there are no such weights and no such bias. That is a proof: nobody needs to go on trying.

In 1958 Frank Rosenblatt's *perceptron*, a machine whose last neuron, one of this kind, learned its weights from examples, raised great hopes. In 1969 Marvin Minsky and
Seymour Papert showed at length what it cannot do, and XOR became the best-known example. The way out is a second layer, of neurons that see only which neurons of the
first one *fire*. At the end of lesson 02 you can build one for XOR by hand, and lesson 04 shows why something like the firing must stand in between.

With four pairs and two answers for each there are $2^4 = 16$ possible tables. How many of them can one neuron make? Make a guess, then let your neuron try: nine
values for each weight, from -2 to 2, and 25 for the bias, from -3 to 3, in every combination. Filled points are pairs on which it fires; as in the
picture of the gates, $x_1$ goes to the right and $x_2$ up.
"""

# %% tags=["raises-exception"]
counts = pictures.tables_made(neuron_dot)
print("settings tried:", sum(counts.values()))
print("tables made:   ", sum(map(bool, counts.values())))
show(
    pictures.sixteen_tables(counts),
    alt=pictures.in_words(counts),
)

# %% [markdown]
r"""
<details><summary>Open this when you have seen the picture</summary>

Fourteen of sixteen. Missing are XOR and *equal*, which fires when both inputs are the same. (NOR is *not OR* and NAND is *not AND*: every answer turned around.)

Trying shows that fourteen tables can be made. That the other two cannot is no matter of trying: for XOR you have the proof, and for *equal* the same two sums do it, with
*above 0* and *0 or below* exchanged.

</details>
"""

# %% [markdown]
r"""
## Find the bug

A friend has written a neuron, too. It passes the friend's own tests, and yet something is off.
"""


# %% given="neuron_of_a_friend"
def neuron_of_a_friend(inputs, weights, bias):
    total = 0.0
    for i in range(len(inputs)):
        total = total + inputs[i] * weights[i] + bias
    return total


print(round(neuron_of_a_friend([4.0], [0.5], 1.0), 10))
inputs, weights = [1.0, 2.0, 3.0], [0.2, 0.8, -0.5]
print(round(neuron_of_a_friend(inputs, weights, 0.0), 10))
print(round(neuron_of_a_friend(inputs, weights, 2.0), 10))

# %% [markdown]
r"""
The first two are the friend's tests, and both answers are right: $4 \cdot 0.5 + 1 = 3$ and $0.2 + 1.6 - 1.5 = 0.3$. The third is the neuron that you worked out in
step 2. It should answer 2.3, and it answers 6.3. Follow the code round by round until you see where the extra 4 comes from.

**Predict.** Which of these other tests would have shown the bug, too?

- **A** one input, and any bias
- **B** five inputs, and a bias of 0
- **C** two inputs, and a bias of 1
- **D** one input with the weight 1, and a bias of 1

Answer with a letter, such as `"A"`.
"""

# %% predict="predict_neuron_bug"
predict_neuron_bug = "C"

# %% check="predict_neuron_bug"
check("predict_neuron_bug", predict_neuron_bug)

# %% [markdown]
r"""
### Exercise: `repair_neuron`

Repair it. Copy the friend's lines into your cell and change as little as you can.

<details><summary>A nudge</summary>

How often does Python run the line inside the loop, and how often should the bias count?

</details>
<details><summary>The idea</summary>

What stands inside the loop happens for every input. What stands before or after it happens once.

</details>
<details><summary>Nearly the code</summary>

Take the bias out of the loop's line. Then give it one place where it counts once: either the sum does not start at 0, or something joins it at the very end.
One of the two, not both.

</details>
"""


# %% answer="repair_neuron"
def repair_neuron(inputs, weights, bias):
    """The friend's neuron, repaired.

    inputs, weights: lists of n numbers, n is 1 or more.
    bias: a number.
    Returns a number.

    >>> repair_neuron([4.0, 5.0], [0.5, -2.0], -3.0)
    -11.0
    """
    ### BEGIN SOLUTION
    total = bias
    for i in range(len(inputs)):
        total += inputs[i] * weights[i]
    return total
    ### END SOLUTION


# %% check="repair_neuron"
check("repair_neuron", repair_neuron)

# %% [markdown]
r"""
## Play

Twelve points of two kinds, circles and squares. The neuron should fire on the circles and be silent on the squares. A filled mark says that it fires
there; the shaded part of the plane is where it would. The shading comes from your `neuron_dot`, the line from your `decision_line`.

Move the sliders until all twelve are right. Then find out:

- Set the first weight to 0. How does the line lie, and which input does the neuron no longer look at?
- Halve both weights and the bias. What becomes of the line?
- Turn all three signs around. What becomes of the line, and what of the shading?

Below the sliders stands the same as a still picture, with the weights $(1, 2)$ and the bias $-4$ from step 4: only 7 of the 12 points are right.
"""

# %% tags=["raises-exception"]
play(
    lambda w1, w2, bias: pictures.division(neuron_dot, decision_line, w1, w2, bias),
    alt="A neuron with weights {w1} and {w2} and bias {bias} divides the plane with its twelve points.",
    w1=(-3.0, 3.0, 0.1, 1.0),
    w2=(-3.0, 3.0, 0.1, 2.0),
    bias=(-5.0, 5.0, 0.1, -4.0),
)

# %% tags=["raises-exception"]
show(
    pictures.division(neuron_dot, decision_line, w1=1.0, w2=2.0, bias=-4.0),
    alt="Twelve points and a falling line from (0, 2) to (4, 0). The plane above the line is shaded. Five of the "
    "six circles lie there and are filled, and so are four of the six squares, where the neuron should be silent.",
)

# %% [markdown] task="neuron-words" points=3
r"""
## In your own words

Why can no choice of weights and bias make a single neuron compute XOR? Explain it to somebody who knows what a neuron does and has not seen this lesson. Three to
six sentences, with a drawing in words or with conditions on the weights, as you like.

### BEGIN MARK SCHEME
One point each:

1. Says what would have to be true: fires (output above 0) on (0, 1) and (1, 0), silent (0 or below) on (0, 0) and (1, 1); or, drawn, that the first two would have to
   lie on one side of a straight line and the other two on the other.
2. Says why a neuron is bound to that: its border, w.x + b = 0, is one straight line (or: its four outputs are b, w2 + b, w1 + b, w1 + w2 + b).
3. Draws the contradiction: the middle two add up to w1 + w2 + 2b > 0, the outer two to the same sum, at most 0; or: the segments between the two pairs cross at (0.5, 0.5),
   and that point would have to lie on both sides.

"I tried many weights and none worked", or the picture without a reason, earns no third point.
### END MARK SCHEME
"""

# %% [markdown] words="neuron-words"
r"""
A neuron with two inputs fires on one side of a straight line and is silent on the other. XOR asks it to fire on (0, 1) and (1, 0) and to be silent on (0, 0) and
(1, 1). On (0, 1) and (1, 0) the outputs are w2 + b and w1 + b, and both must be above 0, so their sum w1 + w2 + 2b is above 0. On (0, 0) and (1, 1) the outputs
are b and w1 + w2 + b, and both must be 0 or less, so their sum is 0 or less. It is the same sum, so it cannot be. In the picture: the four points are the corners of a
square, the pairs lie across from each other, and the point in the middle would have to be on both sides of the line.
"""

# %% [markdown]
r"""
## What you built

| piece | takes | gives |
|---|---|---|
| `neuron_one_input` | three numbers | a number |
| `neuron_loop` | two lists of $n$ numbers, a number | a number |
| `neuron_dot` | two arrays $(n,)$, a number | a number |
| `decision_line` | an array $(2,)$, a number | slope and intercept |
| `and_gate` | nothing | weights $(2,)$ and a bias |
| `repair_neuron` | two lists of $n$ numbers, a number | a number |

**Common mistakes**

- The bias inside the loop: it counts once for every input. Tests with one input, or with a bias of 0, do not show it.
- `*` where `@` is meant: the products are not added up.
- An array made like whole-number inputs: decimals are cut off without a word.
- A sign that does not turn when a term goes to the other side of an equation.

**Words for the glossary**

| word | meaning |
|---|---|
| weight | the number by which a neuron multiplies an input |
| bias | the number that a neuron adds once, whatever the inputs |
| dot product | multiply pair by pair, add up |
| output $z$ | the weighted sum plus the bias; books that count the activation of lesson 04 as part of the neuron say *pre-activation* |
| to fire | to give an output above 0 |
| decision line | the points where the output is exactly 0; most books say *decision boundary*. With more than two inputs it is a plane or *hyperplane* |
| gate | a neuron, or a circuit, that makes a table of true and false |
| linearly separable | said of two groups that one straight line can part; XOR's are not |

**What the big libraries call it**

| library | one neuron, $n$ inputs | its weights; its bias |
|---|---|---|
| PyTorch | `torch.nn.Linear(n, 1)` | `.weight`, $(1, n)$; `.bias` |
| Keras | `layers.Dense(1)` | `.kernel`, $(n, 1)$; `.bias` |
| scikit-learn | `Perceptron`, `LinearRegression` | `coef_`; `intercept_` |

scikit-learn calls the bias `intercept_`: it is where the output's line meets the $z$ axis. The intercept of your `decision_line` is another one, on the
$x_2$ axis.

**Sources**

- W. S. McCulloch and W. Pitts (1943), *A logical calculus of the ideas immanent in nervous activity*, Bulletin of Mathematical Biophysics 5, 115-133.
- F. Rosenblatt (1958), *The perceptron: a probabilistic model for information storage and organization in the brain*, Psychological Review 65, 386-408.
- M. Minsky and S. Papert (1969), *Perceptrons*, MIT Press.
- I. Goodfellow, Y. Bengio and A. Courville (2016), *Deep Learning*, MIT Press, section 6.1, on XOR.
- H. Kinsley and D. Kukieła (2020), *Neural Networks from Scratch in Python*, chapter 2: the neuron that answers 2.3.
- Sentdex, *NNfSiX*, part 1: the neuron that answers 35.7. The other two of the four come from unpublished notes.
"""

# %% [markdown]
r"""
## Extras

Two more exercises, if you like. Nothing later needs them.

### Exercise (x): `neuron_order`

How many of its inputs push a neuron's output *up*? Put the lines of a function that counts them in order.

<details><summary>Open the exercise</summary>

<br>

```python
def pushes_up(inputs, weights):
A            ups += 1
B    for value, weight in zip(inputs, weights):
C    return ups
D        push = value * weight
E    ups = 0
F        if push > 0:
```

<br>

The `def` line comes first; each of the other lines comes once, indented as it stands there. Your function returns their letters, in order, as text. The check
puts the lines together as you say and runs them: it should count 2 for `[1, 2, 3]` with the weights `[0.2, 0.8, -0.5]`, and 0 where nothing pushes up.

</details>
<details><summary>A nudge</summary>

How far a line is indented tells what it belongs to. Which line must stand right under the `if`?

</details>
<details><summary>The idea</summary>

A count has a start, a loop in which it grows, and an end at which it is handed back. Sort the three lines that are indented least into these three places first.

</details>
<details><summary>Nearly the code</summary>

Inside the loop a push is worked out before it is asked about, and it is asked about before it is counted.

</details>
"""


# %% answer="neuron_order"
def neuron_order():
    """The letters A to F in an order that works.

    Takes nothing.
    Returns text, such as "A B C D E F".
    """
    ### BEGIN SOLUTION
    return "E B D F A C"
    ### END SOLUTION


# %% check="neuron_order"
check("neuron_order", neuron_order)

# %% [markdown]
r"""
### Exercise (x): `or_gate`

From one gate to another with nothing but the bias.

<details><summary>Open the exercise</summary>

The two weights are given, 2 and 3. Find a bias that makes the neuron an OR: it fires on $(0, 1)$, $(1, 0)$ and $(1, 1)$, and is silent on $(0, 0)$. (You may change
the weights as well.) Which biases would make an AND with these weights?

</details>
<details><summary>A nudge</summary>

Which of the three pairs on which it should fire gives the weakest push?

</details>
<details><summary>The idea</summary>

The bias must not be above 0: on $(0, 0)$ the neuron would fire. And it must not take away so much that the weaker of the two inputs is stopped.

</details>
<details><summary>Nearly the code</summary>

Write down two conditions, one from $(0, 0)$ and one from the input with the smaller weight alone, and choose a number between.

</details>
"""


# %% answer="or_gate"
def or_gate():
    """A neuron that is silent on (0, 0) alone.

    Takes nothing.
    Returns the weights, a list or an array of two
    numbers, and the bias, a number.

    >>> weights, bias = or_gate()
    >>> len(weights)
    2
    """
    weights = [2.0, 3.0]
    ### BEGIN SOLUTION
    bias = -1.0
    ### END SOLUTION
    return weights, bias


# %% check="or_gate"
check("or_gate", or_gate)

# %%
progress()
