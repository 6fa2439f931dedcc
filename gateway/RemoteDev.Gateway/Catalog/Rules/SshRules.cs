using RemoteDev.Gateway.Catalog.Entries;
using RemoteDev.Policy.Faults;
using RemoteDev.Ssh;

namespace RemoteDev.Gateway.Catalog.Rules;

/// <summary>What an environment must say about being reached by SSH: whom to be there, and how to know that it is the right machine.</summary>
internal static class SshRules
{
    public static void Check(EnvironmentEntry entry, EntryFaults faults)
    {
        if (entry.Ssh is not { } ssh)
        {
            if (!entry.IsForBrowsers)
            {
                faults.Add("ssh", "is missing: an environment of the kind ssh says its login and its host keys here");
            }

            return;
        }

        Login(ssh.Login, faults);
        Address(ssh.Address, faults);
        Via(ssh, faults);
        faults.Items("ssh/hostKeys", ssh.HostKeys, (field, line) => Key(field, line, faults));
        faults.Items("ssh/hostAuthorities", ssh.HostAuthorities, (field, line) => Key(field, line, faults));
        if (ssh.HostKeys.IsEmpty && ssh.HostAuthorities.IsEmpty)
        {
            faults.Add("ssh/hostKeys", "is empty, and so is hostAuthorities: without one of them nobody could tell the right machine from another. "
                + "ssh-keyscan prints the keys of a host; compare them with /etc/ssh/ssh_host_*_key.pub on the machine itself");
        }

        if (entry.IsForBrowsers)
        {
            return;
        }

        if (entry.Workspace is not null)
        {
            faults.Add("workspace", "is for environments that a browser opens");
        }

        if (!entry.ExtensionFolders.IsEmpty)
        {
            faults.Add("extensionFolders", "is for environments that a browser opens");
        }
    }

    // useradd(8): what a Linux account may be called, without the trailing $ of machine accounts.
    private static void Login(string login, EntryFaults faults)
    {
        if (login.Length is 0 or > 32 || login[0] is not ((>= 'a' and <= 'z') or '_')
            || login.Any(static c => c is not ((>= 'a' and <= 'z') or (>= '0' and <= '9') or '_' or '-' or '.')))
        {
            faults.Add("ssh/login", login.Length == 0 ? "is missing" : $"'{Spelling.Cut(login)}' is not the name of an account inside; write it like devuser");
        }
        else if (login == "root")
        {
            faults.Add("ssh/login", "is root; give developers an account of their own");
        }
    }

    private static void Address(string? address, EntryFaults faults)
    {
        if (address is not null && (address.Length > Limits.Item || !SshTarget.TryReadAddress(address, out _, out _)))
        {
            faults.Add("ssh/address", "is not host and port; write it like 10.0.4.7:22 or [fd00::7]:22");
        }
    }

    private static void Via(SshTarget ssh, EntryFaults faults)
    {
        if (ssh.Via is not { } via)
        {
            return;
        }

        faults.OneOf("ssh/via", via, SshTarget.Connector);
        if (ssh is { IsByConnector: true, Address: not null })
        {
            faults.Add("ssh/address", "is for environments to which the gateway connects; this one's connector comes to the gateway, and knows where its sshd is");
        }
    }

    private static void Key(string field, string line, EntryFaults faults)
    {
        if (line.Length > Limits.Path)
        {
            faults.Add(field, $"has more than {Limits.Path} characters");
        }
        else if (!SshPublicKey.TryParseLine(line, out var key, out _, out _) || key.Certificate is not null)
        {
            faults.Add(field, "is not a public key that is accepted here; write the line of the .pub file, like ssh-ed25519 AAAA… (RSA from 3072 bits)");
        }
    }
}
