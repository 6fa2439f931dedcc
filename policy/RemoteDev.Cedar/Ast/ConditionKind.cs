namespace RemoteDev.Cedar.Ast;

/// <summary>How a condition counts.</summary>
internal enum ConditionKind
{
    /// <summary>The policy applies only when the expression is true.</summary>
    When,

    /// <summary>The policy applies only when the expression is false.</summary>
    Unless,
}
