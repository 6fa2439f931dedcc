using RemoteDev.Cedar.Values;

namespace RemoteDev.Cedar.Evaluation.Compiled;

/// <summary><c>target has a.b.c</c>.</summary>
internal sealed class HasNode(Node target, string[] path) : TruthNode
{
    private readonly int[] _hints = new int[path.Length];

    public override Truth Test(in RequestFrame frame)
    {
        var at = target.Evaluate(in frame).Reference;
        for (var i = 0; i < path.Length; i++)
        {
            RecordValue? attributes;
            switch (at)
            {
                case RecordValue record:
                    attributes = record;
                    break;
                case EntityUid uid:
                    attributes = frame.Find(uid)?.AttributeRecord;
                    break;
                default:
                    return Truth.Fault;
            }

            at = attributes?.Find(path[i], ref _hints[i]);
            if (at is null)
            {
                return Truth.False;
            }
        }

        return Truth.True;
    }
}
