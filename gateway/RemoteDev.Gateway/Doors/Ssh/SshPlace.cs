namespace RemoteDev.Gateway.Doors.Ssh;

/// <summary>
/// What the user name of an SSH connection says: where to, and optionally as whom. Who somebody is, their key says; a login in the name
/// that is another's is refused, so that nobody takes somebody else's session for theirs.
/// </summary>
/// <param name="Login">Before a <c>%</c>, or null.</param>
/// <param name="Name">The environment's name, or whatever was written: then it is the gateway itself that is spoken to.</param>
internal readonly record struct SshPlace(string? Login, string Name)
{
    private const int Longest = 256;

    public static SshPlace Of(string userName)
    {
        if (userName.Length > Longest)
        {
            return new SshPlace(null, "");
        }

        var percent = userName.LastIndexOf('%');
        return percent < 0 ? new SshPlace(null, userName) : new SshPlace(userName[..percent], userName[(percent + 1)..]);
    }
}
