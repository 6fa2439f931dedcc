using RemoteDev.Cedar.Values;

namespace RemoteDev.Cedar.Evaluation.Compiled;

/// <summary>The methods of IP addresses.</summary>
internal sealed class IpNode(Function function, Node target, Node? argument) : TruthNode
{
    public override Truth Test(in RequestFrame frame)
    {
        if (target.Evaluate(in frame).Reference is not IpValue ip)
        {
            return Truth.Fault;
        }

        IpValue? range = null;
        if (argument is not null)
        {
            range = argument.Evaluate(in frame).Reference as IpValue;
            if (range is null)
            {
                return Truth.Fault;
            }
        }

        return ExtensionMethods.Holds(function, ip, range) ? Truth.True : Truth.False;
    }
}
