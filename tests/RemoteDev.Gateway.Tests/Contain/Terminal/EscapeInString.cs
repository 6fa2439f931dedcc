namespace RemoteDev.Gateway.Tests.Contain.Terminal;

/// <summary>What an ESC inside a control string is to a terminal.</summary>
internal enum EscapeInString
{
    /// <summary>It ends the string, which is forgotten.</summary>
    Cancels,

    /// <summary>It ends the string, which is obeyed.</summary>
    Obeys,

    /// <summary>It is data, unless a backslash follows.</summary>
    Data,
}
