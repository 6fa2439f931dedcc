namespace RemoteDev.Gateway;

/// <summary>Raises an event that means more than one of its listeners does.</summary>
internal static class EachListener
{
    /// <summary>Tells every listener, whatever those before it threw against their duty.</summary>
    /// <param name="listeners">Of the event; null when there are none.</param>
    /// <param name="tell">Calls one of them.</param>
    /// <param name="failed">Takes what one of them threw.</param>
    public static void Tell<T>(T? listeners, Action<T> tell, Action<Exception> failed)
        where T : Delegate
    {
        foreach (var listener in Delegate.EnumerateInvocationList(listeners))
        {
            try
            {
                tell(listener);
            }
            catch (Exception fault)
            {
                failed(fault);
            }
        }
    }
}
