using System.Numerics;

namespace RemoteDev.Policy.Surveying;

/// <summary>A set of policies of one bundle, by their places in it.</summary>
internal sealed class PolicyBits(int count) : IEquatable<PolicyBits>
{
    private readonly ulong[] _words = new ulong[(count + 63) / 64];

    public void Add(int policy) => _words[policy >> 6] |= 1UL << (policy & 63);

    /// <summary>What is in all three.</summary>
    public PolicyBits And(PolicyBits second, PolicyBits third)
    {
        var both = new PolicyBits(count);
        for (var i = 0; i < _words.Length; i++)
        {
            both._words[i] = _words[i] & second._words[i] & third._words[i];
        }

        return both;
    }

    /// <summary>The places, in order.</summary>
    public IEnumerable<int> Places()
    {
        for (var i = 0; i < _words.Length; i++)
        {
            for (var word = _words[i]; word != 0; word &= word - 1)
            {
                yield return (i << 6) + BitOperations.TrailingZeroCount(word);
            }
        }
    }

    public bool Equals(PolicyBits? other) => other is not null && _words.AsSpan().SequenceEqual(other._words);

    public override bool Equals(object? obj) => Equals(obj as PolicyBits);

    public override int GetHashCode()
    {
        var hash = default(HashCode);
        foreach (var word in _words)
        {
            hash.Add(word);
        }

        return hash.ToHashCode();
    }
}
