namespace RemoteDev.Ssh.Tests.Fuzzing;

/// <summary>A reader that takes whatever it is given.</summary>
/// <param name="Name">What the long run calls it.</param>
/// <param name="Sound">Sound input to break.</param>
/// <param name="Accepts">Reads, asserts what must hold of any input, and says whether it was accepted.</param>
internal sealed record FuzzTarget(string Name, IReadOnlyList<byte[]> Sound, Func<byte[], bool> Accepts)
{
    public override string ToString() => Name;
}
