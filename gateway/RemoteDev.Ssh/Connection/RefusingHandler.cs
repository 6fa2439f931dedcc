namespace RemoteDev.Ssh.Connection;

/// <summary>Nothing that the peer asks for is done.</summary>
internal sealed class RefusingHandler : ISshConnectionHandler
{
    public void OnChannelOpen(ChannelOpening opening)
        => opening.Refuse(OpenFailureReason.AdministrativelyProhibited, "No channel may be opened from this side.");

    public void OnGlobalRequest(GlobalRequest request) => request.Fail();
}
