namespace RemoteDev.Cedar.Tests.Fuzzing;

/// <summary>A reader that takes whatever it is given.</summary>
/// <param name="Name">What the long run calls it.</param>
/// <param name="Sound">Sound texts to break.</param>
/// <param name="Accepts">Reads a text, asserts what must hold of any, and says whether it was accepted.</param>
internal sealed record FuzzTarget(string Name, IReadOnlyList<string> Sound, Func<string, bool> Accepts)
{
    public override string ToString() => Name;
}
