using System.Buffers;
using RemoteDev.Ssh.Relay;

namespace RemoteDev.Gateway.Contain.Ssh.Browser;

/// <summary>Holds what a screen lets pass until it is sent.</summary>
/// <param name="answer">Takes what the screen answers to the sender.</param>
internal sealed class HeldOutput(Action<ReadOnlySpan<byte>> answer) : IFilterOutput
{
    private readonly ArrayBufferWriter<byte> _passed = new();

    public ReadOnlyMemory<byte> Passed => _passed.WrittenMemory;

    public void Write(ReadOnlySpan<byte> octets, uint stream = 0) => _passed.Write(octets);

    public void Answer(ReadOnlySpan<byte> octets) => answer(octets);

    public void Clear() => _passed.ResetWrittenCount();
}
