using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using RemoteDev.Ssh.Wire;

namespace RemoteDev.Ssh.Crypto.Keys;

/// <summary>
/// A key inside of a FIDO token (OpenSSH PROTOCOL.u2f). It signs hashes of the application and of the data, with its flags and counter
/// between them; these are hence authenticated with the rest.
/// </summary>
internal sealed class SecurityKey(string type, VerifyingKey key, string application) : VerifyingKey
{
    private const byte UserPresent = 1;
    private const byte UserVerified = 4;
    private const int HashLength = 32;
    private const int ApplicationLength = 1024;

    private readonly byte[] _applicationHash = SHA256.HashData(Encoding.UTF8.GetBytes(application));

    public override string Type => type;

    public override string Application => application;

    public static SecurityKey? Read(string type, VerifyingKey? key, ref SshReader reader, ref string fault)
    {
        if (key is null)
        {
            return null;
        }

        if (reader.TryReadText(ApplicationLength, out var application))
        {
            return new SecurityKey(type, key, application);
        }

        fault = "the security key names no application";
        return null;
    }

    public override bool Verify(string format, ReadOnlySpan<byte> data, SshReader rest, out SecurityKeyUse? use)
    {
        use = null;
        if (!rest.TryReadString(SshLimits.KeyBlob, out var signature)
            || !rest.TryReadByte(out var flags)
            || !rest.TryReadUInt32(out var counter)
            || !rest.AtEnd
            || (flags & UserPresent) == 0)
        {
            return false;
        }

        Span<byte> message = stackalloc byte[HashLength + 1 + sizeof(uint) + HashLength];
        _applicationHash.CopyTo(message);
        message[HashLength] = flags;
        BinaryPrimitives.WriteUInt32BigEndian(message[(HashLength + 1)..], counter);
        SHA256.HashData(data, message[^HashLength..]);
        if (!key.VerifyCore(format, message, signature))
        {
            return false;
        }

        use = new SecurityKeyUse(counter, (flags & UserVerified) != 0);
        return true;
    }

    public override bool VerifyCore(string format, ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature)
        => throw new InvalidOperationException("a security key's signature is more than a signature");
}
