namespace RemoteDev.Cedar.Ast;

/// <summary>How a scope constrains a part of the request; the first is the narrowest.</summary>
internal enum ScopeOperator
{
    /// <summary><c>== entity</c>.</summary>
    Equal,

    /// <summary><c>in entity</c>, or <c>in [entities]</c> for the action.</summary>
    In,

    /// <summary><c>is Type in entity</c>.</summary>
    IsIn,

    /// <summary><c>is Type</c>.</summary>
    Is,

    /// <summary>No constraint.</summary>
    Any,
}
