namespace RemoteDev.Cedar.Evaluation.Compiled;

/// <summary>
/// An expression prepared for deciding. Says what the expression's value is, or that it has none, never why: policies that err are rare, and
/// the <see cref="Evaluator"/> then finds the place and the words. Immutable but for hints that cost nothing when they are wrong; safe for
/// many threads. As deep as the expression, whose depth the parser bounds.
/// </summary>
internal abstract class Node
{
    public abstract Operand Evaluate(in RequestFrame frame);

    /// <summary>The value where a boolean is wanted.</summary>
    public virtual Truth Test(in RequestFrame frame) => Evaluate(in frame).Truth;
}
