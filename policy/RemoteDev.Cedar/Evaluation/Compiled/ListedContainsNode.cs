namespace RemoteDev.Cedar.Evaluation.Compiled;

/// <summary><c>[…].contains(sought)</c> where elements are only known with the request. No set is made of them.</summary>
internal sealed class ListedContainsNode(Node[] elements, Node sought) : TruthNode
{
    public override Truth Test(in RequestFrame frame)
    {
        var wanted = sought.Evaluate(in frame);
        if (wanted.IsFault)
        {
            return Truth.Fault;
        }

        var isFound = false;
        foreach (var element in elements)
        {
            var operand = element.Evaluate(in frame);
            if (operand.IsFault)
            {
                return Truth.Fault;
            }

            isFound = isFound || operand.IsSame(in wanted);
        }

        return isFound ? Truth.True : Truth.False;
    }
}
