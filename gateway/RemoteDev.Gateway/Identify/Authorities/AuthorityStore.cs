using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using RemoteDev.Gateway.Identify.Accounts;
using RemoteDev.Gateway.Identify.Keys;
using RemoteDev.Ssh;

namespace RemoteDev.Gateway.Identify.Authorities;

/// <summary>Keeps the gateway's signing keys, sealed, and makes each once for all gateways that share the database.</summary>
internal sealed class AuthorityStore(IDbContextFactory<AccountContext> contexts, MasterKey master, TimeProvider clock)
{
    /// <summary>The key for a purpose; null when it was sealed under another master key, or is not the key that stood there.</summary>
    public async Task<SshPrivateKey?> ReadOrMakeAsync(string purpose, CancellationToken cancellationToken) =>
        Open(purpose, await ReadAsync(purpose, cancellationToken) ?? await MakeAsync(purpose, cancellationToken));

    private async Task<byte[]?> ReadAsync(string purpose, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.SshAuthorities.Where(row => row.Purpose == purpose).Select(row => row.Sealed).SingleOrDefaultAsync(cancellationToken);
    }

    // Whoever writes the row first made the key; every other gateway takes that one.
    private async Task<byte[]> MakeAsync(string purpose, CancellationToken cancellationToken)
    {
        using var key = SshPrivateKey.GenerateEd25519();
        var plain = Encoding.ASCII.GetBytes(key.WritePem(purpose));
        var box = master.Seal(plain);
        CryptographicOperations.ZeroMemory(plain);
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        context.SshAuthorities.Add(new SshAuthorityRow { Purpose = purpose, Sealed = box, CreatedAt = clock.GetUtcNow() });
        try
        {
            await context.SaveChangesAsync(cancellationToken);
            return box;
        }
        catch (DbUpdateException)
        {
            if (await ReadAsync(purpose, cancellationToken) is { } theirs)
            {
                return theirs;
            }

            throw;
        }
    }

    private SshPrivateKey? Open(string purpose, byte[] box)
    {
        byte[] plain;
        try
        {
            plain = master.Open(box);
        }
        catch (CryptographicException)
        {
            return null;
        }

        var pem = Encoding.ASCII.GetChars(plain);
        CryptographicOperations.ZeroMemory(plain);
        var read = SshPrivateKey.TryRead(pem, out var key, out _);
        Array.Clear(pem);

        // Its purpose is sealed with it: rows that were exchanged in the database make no authority of another.
        if (read && key!.Comment == purpose)
        {
            return key;
        }

        key?.Dispose();
        return null;
    }
}
