using RemoteDev.Cli.Output;

namespace RemoteDev.Cli.Ssh;

/// <summary>Puts a certified key where <c>ssh</c> finds it.</summary>
internal static class KeyInstall
{
    /// <summary>Why the files may not be written: they are somebody's who is not this command. Null when they may.</summary>
    public static string? WhyNot(PersonFolder folder)
    {
        var ours = File.Exists(folder.PublicKey) && File.ReadAllText(folder.PublicKey).TrimEnd().EndsWith(" " + FreshKey.Comment, StringComparison.Ordinal);
        var there = ((string[])[folder.Key, folder.PublicKey, folder.Certificate]).FirstOrDefault(File.Exists);
        return there is null || ours
            ? null
            : $"{there} is a key of yours that remotedev did not make. Move it away, with the files that belong to it, and try again.";
    }

    /// <summary>Hands the key to the agent, or writes it into a file that its owner alone can read.</summary>
    /// <returns>Whether the agent has it, and what it said if it would not take it.</returns>
    public static async Task<(bool InAgent, string? Note)> PutAsync(
        FreshKey key, string certificate, TimeSpan life, bool agent, PersonFolder folder, Func<string, string?> environment, CancellationToken cancellationToken)
    {
        await PrivateFile.WriteAsync(key.Certificate, certificate + "\n", cancellationToken);
        string? note = null;
        if (agent)
        {
            if (File.Exists(folder.PublicKey))
            {
                await SshAgent.RemoveAsync(folder.Key, environment, cancellationToken);
            }

            note = await SshAgent.AddAsync(key.Private, life, environment, cancellationToken);
        }

        var inAgent = agent && note is null;
        if (inAgent)
        {
            // An earlier one, which would be tried instead.
            File.Delete(folder.Key);
        }
        else
        {
            await PrivateFile.WriteAsync(folder.Key, await File.ReadAllTextAsync(key.Private, cancellationToken), cancellationToken);
        }

        await PrivateFile.WriteAsync(folder.PublicKey, await File.ReadAllTextAsync(key.Public, cancellationToken), cancellationToken);
        await PrivateFile.WriteAsync(folder.Certificate, certificate + "\n", cancellationToken);
        return (inAgent, note);
    }
}
