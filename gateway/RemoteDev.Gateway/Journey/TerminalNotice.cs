namespace RemoteDev.Gateway.Journey;

/// <summary>Words of the gateway to the person at a terminal while it lives.</summary>
/// <param name="NeedsFactor">A second factor that is shown in time keeps the session.</param>
internal sealed record TerminalNotice(string Words, bool NeedsFactor = false);
