namespace RemoteDev.Gateway.Console.Access;

/// <summary>
/// Builds cookies that are always Secure. <see cref="CookieSecurePolicy.Always"/> would say the same, but antiforgery takes it as a demand that the
/// request be encrypted too, and on loopback the demo is not: browsers keep Secure cookies of <c>http://*.localhost</c> all the same.
/// </summary>
internal sealed class SecureCookie : CookieBuilder
{
    public override CookieOptions Build(HttpContext context, DateTimeOffset expiresFrom)
    {
        var options = base.Build(context, expiresFrom);
        options.Secure = true;
        return options;
    }
}
