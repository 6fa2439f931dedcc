using System.Net;

namespace RemoteDev.Gateway.Journey;

/// <summary>
/// The first proof of a journey: bytes arrived on a listener of ours, from this address, for this door.
/// Made by the Listen room alone; the source is the socket's peer, or what a configured trusted proxy said.
/// </summary>
internal sealed class Connection
{
    private Connection(string id, Door door, string place, IPAddress source, bool encrypted, DateTimeOffset at, DeviceCertificate? device)
    {
        Id = id;
        Door = door;
        Place = place;
        Source = source;
        Encrypted = encrypted;
        At = at;
        Device = device;
    }

    /// <summary>Identifies this request or stream in logs and trace; unguessable is not promised, unique is.</summary>
    public string Id { get; }

    public Door Door { get; }

    /// <summary>The environment's name at the environment door, otherwise empty.</summary>
    public string Place { get; }

    public IPAddress Source { get; }

    public bool Encrypted { get; }

    public DateTimeOffset At { get; }

    /// <summary>The client certificate that this very connection proved; null when it showed none, or when it is a proxy's connection.</summary>
    public DeviceCertificate? Device { get; }

    /// <summary>Only the Listen room calls this (held by an architecture test).</summary>
    public static Connection Accept(
        string id, Door door, string place, IPAddress source, bool encrypted, DateTimeOffset at, DeviceCertificate? device = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(id);
        ArgumentNullException.ThrowIfNull(source);
        return door == Door.None
            ? throw new ArgumentOutOfRangeException(nameof(door), "A connection through no door is refused before this.")
            : new Connection(id, door, place, source, encrypted, at, device);
    }
}
