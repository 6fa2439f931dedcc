namespace RemoteDev.Cedar.Ast;

/// <summary>The parenthesised head of a policy: which requests it speaks about.</summary>
/// <param name="Principal">The constraint on who asks.</param>
/// <param name="Action">The constraint on what is asked.</param>
/// <param name="Resource">The constraint on what it is asked of.</param>
internal sealed record PolicyScope(ScopeConstraint Principal, ScopeConstraint Action, ScopeConstraint Resource);
