namespace RemoteDev.Gateway.Identify.OpenId.Wire;

/// <summary>What goes into the Authorization header of a question, or null when all of the proof is in the form.</summary>
internal sealed record ClientHeader(string? Basic)
{
    public override string ToString() => "<secret>";
}
