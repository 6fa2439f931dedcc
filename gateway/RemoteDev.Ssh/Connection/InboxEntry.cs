using System.Buffers;

namespace RemoteDev.Ssh.Connection;

/// <summary>A message that waits in a <see cref="ChannelInbox"/>.</summary>
internal sealed record InboxEntry(InboxEntryKind Kind)
{
    public uint Stream { get; init; }

    public ArrayBufferWriter<byte>? Data { get; init; }

    public ChannelRequest? Request { get; init; }
}
