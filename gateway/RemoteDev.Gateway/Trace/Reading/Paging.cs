namespace RemoteDev.Gateway.Trace.Reading;

/// <summary>Which part of a list is wanted. Whatever was asked for, it is brought into bounds.</summary>
internal readonly record struct Paging
{
    private const int DefaultSize = 50;

    private readonly int _number;
    private readonly int _size;

    public Paging(int number, int size = DefaultSize)
    {
        _number = number;
        _size = size;
    }

    /// <summary>Counts from 1.</summary>
    public int Number => Math.Clamp(_number, 1, 1_000_000);

    public int Size => _size == 0 ? DefaultSize : Math.Clamp(_size, 1, 500);

    public int Skip => (Number - 1) * Size;
}
