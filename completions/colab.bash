source <(COMPLETE=bash colab)
