using RemoteDev.Ssh;

namespace RemoteDev.Gateway.Identify.Authorities;

/// <summary>A key that lives for one login in an environment, with its certificate. Disposing wipes it.</summary>
internal sealed class TargetSigner(SshPublicKey certificate, SshPrivateKey key) : ISshSigner, IDisposable
{
    private readonly SshCertificateSigner _signer = new(certificate, key);

    public ReadOnlyMemory<byte> PublicBlob => _signer.PublicBlob;

    public IReadOnlyList<string> Algorithms => _signer.Algorithms;

    public byte[] Sign(string algorithm, ReadOnlySpan<byte> data) => _signer.Sign(algorithm, data);

    public void Dispose() => key.Dispose();
}
