namespace RemoteDev.Gateway.Console.Tables;

/// <summary>What a pager shows, whatever the rows are.</summary>
internal interface IPageOfRows
{
    int Number { get; }

    int Size { get; }

    int Shown { get; }

    int Pages { get; }

    long Total { get; }
}
