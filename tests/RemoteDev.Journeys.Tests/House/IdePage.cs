using Microsoft.Playwright;

namespace RemoteDev.Journeys.Tests.House;

/// <summary>VS Code in the visitor's browser, used by keyboard as its people use it.</summary>
internal sealed class IdePage(Visitor visitor)
{
    private const float Slow = 150_000;

    public IPage Page => visitor.Page;

    /// <summary>The sockets on which the IDE lives at this moment.</summary>
    public async Task<IReadOnlyList<PageSocket>> OpenSocketsAsync() => [.. (await SocketLog.ReadAsync(Page)).Where(socket => socket.IsOpen)];

    /// <summary>Waits until the files of the project are shown: page, scripts and both sockets work then.</summary>
    public async Task ReadyAsync()
    {
        await Page.Locator(".explorer-folders-view .monaco-list-row").First.WaitForAsync(new() { Timeout = Slow });
        await Page.Locator(".statusbar-item").First.WaitForAsync(new() { Timeout = Slow });
    }

    /// <summary>Opens a file of the project by its name.</summary>
    public async Task OpenFileAsync(string name)
    {
        await Page.Keyboard.PressAsync("Control+P");
        await Page.Locator(".quick-input-widget input").First.FillAsync(name);
        await Page.Locator($".quick-input-list .monaco-list-row[aria-label*=\"{name}\"]").First.ClickAsync();
        await Page.Locator(".editor-instance .view-lines").First.WaitForAsync();
        await Page.GetByRole(AriaRole.Tab, new() { Name = name }).First.WaitForAsync();
    }

    /// <summary>Types at the end of the file that is open, and saves it.</summary>
    public async Task AppendAsync(string text)
    {
        await Page.Locator(".editor-instance .view-lines").First.ClickAsync();
        await Page.Keyboard.PressAsync("Control+End");
        await Page.Keyboard.TypeAsync(text);
        await Page.Keyboard.PressAsync("Control+S");
    }

    /// <summary>Opens a terminal and waits until its shell answers.</summary>
    public async Task OpenTerminalAsync()
    {
        await Page.Keyboard.PressAsync("Control+Backquote");
        await Page.Locator(".terminal .xterm-screen").First.WaitForAsync(new() { Timeout = Slow });
        await RunAsync("echo the-shell-$((6*7))", "the-shell-42");
    }

    /// <summary>Types a command into the terminal and waits until these words are on its screen.</summary>
    public async Task RunAsync(string command, string until)
    {
        await Page.Locator(".terminal .xterm-helper-textarea").First.FocusAsync();
        await Page.Keyboard.TypeAsync(command);
        await Page.Keyboard.PressAsync("Enter");
        var words = Words.Blanks.Replace(until, "");
        for (var tries = 0; ; tries++)
        {
            var screen = await ScreenAsync();
            if (Words.Blanks.Replace(screen, "").Contains(words, StringComparison.Ordinal))
            {
                return;
            }

            Assert.True(tries < 450, $"The terminal does not show \"{until}\" after \"{command}\", but: {screen}");
            await Task.Delay(TimeSpan.FromMilliseconds(200));
        }
    }

    /// <summary>What the terminal shows.</summary>
    public async Task<string> ScreenAsync() => string.Join('\n', await Page.Locator(".terminal .xterm-rows > div").AllInnerTextsAsync());
}
