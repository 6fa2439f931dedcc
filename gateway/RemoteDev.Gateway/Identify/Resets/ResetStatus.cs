namespace RemoteDev.Gateway.Identify.Resets;

/// <summary>What the browser that asked is told about its reset.</summary>
/// <param name="State">
/// <see cref="ResetState.Asked"/> also where there is no such account: who asks learns nothing about who is here.
/// </param>
/// <param name="Word">What the person says to an administrator, who sees it as well.</param>
internal sealed record ResetStatus(ResetState State, string Word);
