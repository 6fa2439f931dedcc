using RemoteDev.Ssh.Wire;

namespace RemoteDev.Ssh.Transport;

/// <summary>
/// The one place that every received packet passes. Until the user is authenticated there are budgets of packets and octets, and messages
/// of the connection protocol (80 and above) end the connection, whatever any handler would do with them.
/// </summary>
internal sealed class EntryGate
{
    public const int PacketsBefore = 200;
    public const int OctetsBefore = 256 * 1000;

    private volatile bool _lifted;
    private int _packets;
    private int _octets;

    public bool IsLifted => _lifted;

    public void Lift() => _lifted = true;

    /// <summary>Null to let the packet in.</summary>
    public SshFault? Admit(byte message, int octets)
    {
        if (_lifted)
        {
            return null;
        }

        _packets++;
        _octets += octets;
        if (_packets > PacketsBefore || _octets > OctetsBefore)
        {
            return SshFault.Protocol("The peer sent too much before it was authenticated.");
        }

        return message >= (byte)MessageNumber.GlobalRequest
            ? SshFault.Protocol($"The peer sent message {message} before it was authenticated.")
            : null;
    }
}
