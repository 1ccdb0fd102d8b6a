from ceremony_tui.cli import main

main()
