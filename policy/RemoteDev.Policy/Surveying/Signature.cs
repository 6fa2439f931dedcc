using System.Text;
using RemoteDev.Cedar;
using RemoteDev.Policy.Obligations;

namespace RemoteDev.Policy.Surveying;

/// <summary>Collects everything about a thing that an answer may depend on; two things with equal signatures are answered alike.</summary>
internal sealed class Signature
{
    private readonly StringBuilder _text = new();

    public Signature Add(string fact)
    {
        // The length stands before each fact, so that no two lists of facts run together to the same text.
        _text.Append(fact.Length).Append(':').Append(fact).Append(';');
        return this;
    }

    public Signature Add(Value value) => Add(value.ToString());

    /// <summary>Which of the named entities it is or is in.</summary>
    public Signature Add(Entity entity, IReadOnlyList<EntityUid> named)
    {
        for (var i = 0; i < named.Count; i++)
        {
            if (entity.Uid.Equals(named[i]) || entity.Ancestors.Contains(named[i]))
            {
                _text.Append(i).Append(',');
            }
        }

        _text.Append(';');
        return this;
    }

    public Signature Add(ObligationSet defaults, Dictionary<ObligationSet, int> known)
    {
        if (!known.TryGetValue(defaults, out var number))
        {
            known[defaults] = number = known.Count;
        }

        _text.Append('d').Append(number).Append(';');
        return this;
    }

    public override string ToString() => _text.ToString();
}
