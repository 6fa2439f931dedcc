using RemoteDev.Ssh.Transport;

namespace RemoteDev.Ssh.Tests.Connection;

internal static class MessageHandling
{
    /// <summary>Hands over a message that must be handled without waiting.</summary>
    public static SshFault? HandleNow(this IMessageHandler handler, ReadOnlyMemory<byte> payload)
    {
        var handled = handler.HandleAsync(payload, CancellationToken.None);
        if (handled.IsCompletedSuccessfully)
        {
            return handled.Result;
        }

        throw new InvalidOperationException("The handler waits.");
    }
}
